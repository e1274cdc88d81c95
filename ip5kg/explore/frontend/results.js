// Answers as people read them: a table, a chart where a column holds numbers, a graph where rows link things.
import { chart } from "./chart.js";
import { graph } from "./graph.js";

const MOST = 1000;

export function show(place, text, type, known) {
  if (!type.includes("json")) return triples(place, text, known);
  const answer = JSON.parse(text);
  if ("boolean" in answer) {
    const said = document.createElement("p");
    said.textContent = answer.boolean ? "Yes." : "No.";
    place.append(said);
    return "Answered";
  }
  const columns = answer.head.vars;
  const rows = answer.results.bindings;
  const views = [["Table", () => table(columns, rows, known)]];
  const numbers = columns.find((c) => rows.length && rows.every((r) => !r[c] || (r[c].type !== "uri" && r[c].value.trim() !== "" && isFinite(r[c].value))) && rows.some((r) => r[c]));
  const names = columns.find((c) => c !== numbers && rows.some((r) => r[c]));
  if (numbers && names) views.push(["Chart", () => chart(rows.filter((r) => r[names] && r[numbers]).map((r) => [shown(r[names], known), Number(r[numbers].value)]), names, numbers)]);
  const linking = columns.filter((c) => rows.some((r) => r[c] && r[c].type === "uri"));
  if (linking.length > 1) {
    const [from, to] = [linking[0], linking[linking.length - 1]];
    views.push(["Graph", () => graph(rows.filter((r) => r[from] && r[to]).map((r) => [shown(r[from], known), linking.length > 2 && r[linking[1]] ? shown(r[linking[1]], known) : "", shown(r[to], known)]))]);
  }
  tabs(place, views);
  return `${rows.length.toLocaleString("en")} row${rows.length === 1 ? "" : "s"}`;
}

function triples(place, text, known) {
  const rows = [];
  const pattern = /^(<[^>]*>|_:\S+) <([^>]*)> (.*) \.$/;
  for (const line of text.split("\n")) {
    const found = pattern.exec(line);
    if (found) rows.push({ subject: term(found[1]), property: { type: "uri", value: found[2] }, value: term(found[3]) });
  }
  const linked = rows.filter((r) => r.value.type === "uri");
  const views = [["Table", () => table(["subject", "property", "value"], rows, known)]];
  if (linked.length) views.push(["Graph", () => graph(linked.map((r) => [shown(r.subject, known), shown(r.property, known), shown(r.value, known)]))]);
  tabs(place, views);
  return `${rows.length.toLocaleString("en")} triple${rows.length === 1 ? "" : "s"}`;
}

function term(text) {
  if (text.startsWith("<")) return { type: "uri", value: text.slice(1, -1).replace(/\\u([0-9A-F]{4})/g, (_, code) => String.fromCharCode(parseInt(code, 16))) };
  const found = /^("(?:[^"\\]|\\.)*")(?:@([\w-]+)|\^\^<.*>)?$/.exec(text);
  if (!found) return { type: "bnode", value: text };
  let value = found[1].slice(1, -1);
  try {
    value = JSON.parse(found[1]);
  } catch {
    // an escape of N-Triples that JSON does not know: shown as it is written
  }
  return { type: "literal", value, "xml:lang": found[2] };
}

function tabs(place, views) {
  const bar = document.createElement("div");
  bar.className = "tabs";
  bar.setAttribute("role", "tablist");
  const panel = document.createElement("div");
  panel.id = "shown";
  panel.tabIndex = 0;
  panel.className = "scroll";
  panel.setAttribute("role", "tabpanel");
  const choose = (button, draw) => {
    for (const other of bar.children) {
      other.setAttribute("aria-selected", String(other === button));
      other.tabIndex = other === button ? 0 : -1;
    }
    panel.setAttribute("aria-labelledby", button.id);
    panel.replaceChildren(draw());
  };
  views.forEach(([name, draw], nth) => {
    const button = document.createElement("button");
    button.type = "button";
    button.id = `tab-${nth}`;
    button.textContent = name;
    button.setAttribute("role", "tab");
    button.setAttribute("aria-controls", "shown");
    button.addEventListener("click", () => choose(button, draw));
    bar.append(button);
  });
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const next = step && bar.children[[...bar.children].indexOf(document.activeElement) + step];
    if (next) {
      next.click();
      next.focus();
    }
  });
  place.replaceChildren(bar, panel);
  bar.firstChild.click();
}

function table(columns, rows, known) {
  const made = document.createElement("table");
  const head = made.createTHead().insertRow();
  for (const column of columns) {
    const cell = document.createElement("th");
    cell.scope = "col";
    cell.textContent = column;
    head.append(cell);
  }
  const body = made.createTBody();
  for (const row of rows.slice(0, MOST)) {
    const line = body.insertRow();
    for (const column of columns) line.insertCell().append(cell(row[column], known));
  }
  if (rows.length > MOST) made.createCaption().textContent = `The first ${MOST} rows; a download holds them all.`;
  return made;
}

function cell(value, known) {
  if (!value) return "";
  const text = document.createElement(value.type === "uri" ? "a" : "span");
  text.textContent = shown(value, known);
  if (value["xml:lang"]) text.lang = value["xml:lang"];
  if (value.type === "uri") {
    text.title = value.value;
    text.href = value.value.startsWith(known.base) ? `/${encodeURI(value.value.slice(known.base.length))}` : `/resource?iri=${encodeURIComponent(value.value)}`;
  }
  return text;
}

function shown(value, known) {
  if (value.type !== "uri") return value.value;
  if (value.value.startsWith(`${known.base}ontology#`)) return `ip5:${value.value.split("#")[1]}`;
  if (value.value.startsWith(known.base)) return value.value.slice(known.base.length);
  for (const [name, base] of Object.entries(known.prefixes)) if (value.value.startsWith(base)) return `${name}:${value.value.slice(base.length)}`;
  return value.value;
}
