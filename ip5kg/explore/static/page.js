// Comforts for those who have script; every page works without.
"use strict";

// One note at a time; Escape or a click elsewhere closes it.
const open = () => document.querySelectorAll("details.proof[open], details.gave[open]");
document.addEventListener("click", (event) => {
  for (const details of open()) if (!details.contains(event.target)) details.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const details of open()) {
    details.open = false;
    details.querySelector("summary").focus();
  }
});

// Suggestions below the search field.
const field = document.getElementById("q");
const form = field ? field.form : null;
if (form && !document.documentElement.dataset.fixed) {
  let list = null;
  let asked = 0;
  const clear = () => {
    if (list) list.remove();
    list = null;
  };
  const show = (found) => {
    clear();
    if (!found.length) return;
    list = document.createElement("ul");
    list.className = "suggestions";
    for (const hit of found) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = hit.href;
      const name = document.createElement("span");
      name.textContent = hit.name ? `${hit.text} (${hit.name})` : hit.text;
      const kind = document.createElement("small");
      kind.textContent = hit.kind;
      link.append(name, kind);
      item.append(link);
      list.append(item);
    }
    form.append(list);
  };
  const suggest = async () => {
    const mine = ++asked;
    const text = field.value.trim();
    if (!text) return clear();
    const query = new URLSearchParams(new FormData(form));
    query.set("form", "suggestions");
    const answer = await fetch(`${form.action}?${query}`, { headers: { Accept: "application/json" } });
    if (answer.ok && mine === asked) show(await answer.json());
  };
  let waiting = 0;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => suggest().catch(clear), 120);
  });
  form.addEventListener("keydown", (event) => {
    if (!list) return;
    const links = [...list.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    if (event.key === "Escape") {
      clear();
      field.focus();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const next = at + (event.key === "ArrowDown" ? 1 : -1);
      (links[next] || field).focus();
    }
  });
  document.addEventListener("click", (event) => {
    if (!form.contains(event.target)) clear();
  });
}
