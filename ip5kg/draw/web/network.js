"use strict";
/* Makes pictures of networks alive: hover, search, legend, years, and the sentences behind each line.
   Each element with data-ip5-network holds a picture (SVG) and its data (JSON); several may stand in one page. */
(() => {
  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name === "text") element.textContent = value;
      else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (value !== false) element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children);
    return element;
  };
  const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const year = (date) => parseInt(date.slice(0, 4), 10);

  const start = (root) => {
    const data = JSON.parse(root.querySelector('script[type="application/json"]').textContent);
    const svg = root.querySelector(".scroll > svg");
    const find = (name) => root.querySelector(`[data-part="${name}"]`);
    const details = find("details"), list = find("list"), count = find("count"), tip = find("tip"), hits = find("hits");
    const from = find("from"), to = find("to"), shown = find("years"), search = find("search");
    const nodes = new Map(data.nodes.map((node) => [node.key, { ...node, drawn: [], edges: [], now: node.label }]));
    const edges = new Map(data.edges.map((edge) => [edge.key, { ...edge, drawn: [], visible: true }]));

    svg.classList.toggle("many", edges.size > 800);
    for (const edge of edges.values()) {
      nodes.get(edge.source).edges.push(edge);
      if (edge.target !== edge.source) nodes.get(edge.target).edges.push(edge);
      edge.spans = edge.dates.map((date) => {
        const [first, last] = date.split("/");
        return first ? [year(first), year(last || first)] : null;
      });
    }
    for (const drawn of svg.querySelectorAll("[data-node]")) nodes.get(drawn.dataset.node)?.drawn.push(drawn);
    for (const drawn of svg.querySelectorAll("[data-edge]")) edges.get(drawn.dataset.edge)?.drawn.push(drawn);

    /* What is near: a node with its lines and their ends, or a line with its ends. */
    const near = (thing) => {
      const kept = new Set();
      if (thing && thing.edges) {
        kept.add(thing);
        for (const edge of thing.edges) {
          if (!edge.visible) continue;
          kept.add(edge).add(nodes.get(edge.source)).add(nodes.get(edge.target));
        }
      } else if (thing) kept.add(thing).add(nodes.get(thing.source)).add(nodes.get(thing.target));
      return kept;
    };
    let chosen = null;
    let marked = [];
    const light = (thing) => {
      for (const drawn of marked) drawn.classList.remove("near", "self");
      marked = [];
      svg.classList.toggle("lit", Boolean(thing));
      for (const kept of near(thing)) {
        for (const drawn of kept.drawn) {
          drawn.classList.add("near");
          if (kept === thing) drawn.classList.add("self");
          marked.push(drawn);
        }
      }
    };

    /* The panel: what a node or a line is, and what the sources say of it. */
    const link = (source) => {
      const said = source.title || source.url || source.iri;
      if (source.page) return make("a", { href: source.page, text: said });
      return /^https?:\/\//.test(source.url)
        ? make("a", { href: source.url, target: "_blank", rel: "noopener noreferrer", text: said })
        : make("span", { text: said });
    };
    const cited = (source) => {
      const told = [source.publisher, source.issued].filter(Boolean).join(", ");
      const line = make("p", { class: "source" }, link(source), told ? ` – ${told}` : "");
      if (source.page && /^https?:\/\//.test(source.url)) {
        line.append(make("a", { class: "official", href: source.url, target: "_blank", rel: "noopener noreferrer", text: "Official page" }));
        if (source.digest) line.append(make("span", { class: "digest", text: "The words are from our digest of it." }));
      } else if (source.digest) line.append(make("span", { class: "digest", text: "A digest in our words; the link leads to the official page." }));
      return line;
    };
    const quoted = (passage) =>
      make("figure", {}, make("blockquote", {}, passage.before, make("mark", { text: passage.quote }), passage.after),
        make("figcaption", {}, passage.page ? make("a", { class: "in-text", href: passage.page, text: "See it in the text" }) : "",
          cited(data.sources[passage.source])));
    const inParts = (items, most, show) => {
      const place = make("div");
      const add = (some) => some.forEach((item) => place.append(show(item)));
      add(items.slice(0, most));
      if (items.length > most) {
        const rest = items.slice(most);
        const more = make("button", { type: "button", class: "more", text: `Show ${rest.length} more`, onclick: () => { more.remove(); add(rest); } });
        place.append(more);
      }
      return place;
    };
    const lineButton = (edge) =>
      make("button", { type: "button", class: "line", "data-relation": edge.relation, text: edge.said, onclick: () => choose(edge) });
    const showEdge = (edge) => {
      details.replaceChildren(make("h3", { text: edge.said }));
      const ends = [...new Set([edge.source, edge.target])].map((key) => nodes.get(key)).filter((node) => node.page);
      if (ends.length) details.append(make("p", { class: "event ends" }, ...ends.map((node) => make("a", { href: node.page, text: node.called || node.name }))));
      const pages = edge.eventPages || [];
      const events = edge.events.map((event, place) => [event, edge.dates[place].replace("/", " to "), pages[place]])
        .filter(([event, date]) => event || date).sort(([, one], [, other]) => (one < other ? -1 : one > other ? 1 : 0));
      if (events.length) {
        const told = inParts(events, 8, ([event, date, page]) =>
          page && event ? make("p", { class: "event" }, make("a", { href: page, text: event }), date ? `, ${date}` : "")
            : make("p", { class: "event", text: [event, date].filter(Boolean).join(", ") }));
        details.append(make("h4", { text: events.length === 1 ? "What stands behind it" : `What stands behind it (${events.length})` }), told);
      }
      if (edge.passages.length) {
        details.append(make("h4", { text: "What the releases say" }), inParts(edge.passages.map((place) => data.passages[place]), 12, quoted));
      }
      if (edge.pages.length) {
        details.append(make("h4", { text: "Pages on which it rests" }), inParts(edge.pages.map((place) => data.sources[place]), 12, cited));
      }
      if (!edge.passages.length && !edge.pages.length) details.append(make("p", { text: "It follows from how the releases are recorded; no sentence states it." }));
    };
    const showNode = (node) => {
      const told = [node.kind, node.group, node.first && (node.first === node.last ? node.first : `${node.first} to ${node.last}`)];
      const heading = node.page ? make("h3", {}, make("a", { href: node.page, text: node.name })) : make("h3", { text: node.name });
      details.replaceChildren(heading, make("p", { class: "event", text: told.filter(Boolean).join(" · ") }));
      for (const [day, label, name] of node.names || []) {
        details.append(make("p", { class: "event", text: `from ${day}: ${name}${name === label ? "" : ` (${label})`}` }));
      }
      const own = node.edges.filter((edge) => edge.visible);
      details.append(make("h4", { text: own.length === 1 ? "1 line" : `${own.length} lines` }), inParts(own, 40, (edge) => make("p", {}, lineButton(edge))));
      if (!node.page) details.append(make("p", { class: "source" }, make("code", { text: node.iri })));
    };
    const choose = (thing, { focus = true } = {}) => {
      chosen = thing;
      light(thing);
      if (!thing) return void details.replaceChildren(make("p", { text: "Choose a line or a name, in the picture or in the list." }));
      if (thing.edges) showNode(thing);
      else showEdge(thing);
      details.scrollTop = 0;
      if (focus) details.focus({ preventScroll: matchMedia("(min-width: 60rem)").matches });
    };

    /* Pointer and keyboard in the picture. */
    const under = (target) => {
      const drawn = target instanceof Element ? target.closest("[data-node],[data-edge]") : null;
      return drawn ? (drawn.dataset.node ? nodes.get(drawn.dataset.node) : edges.get(drawn.dataset.edge)) : null;
    };
    const said = (thing) => (thing.edges ? (thing.now === thing.name ? thing.name : `${thing.now} – ${thing.called || thing.name}`) : thing.said);
    svg.addEventListener("pointermove", (event) => {
      const thing = under(event.target);
      tip.hidden = !thing;
      if (!thing) return light(chosen);
      if (!chosen) light(thing);
      tip.textContent = said(thing);
      const box = root.getBoundingClientRect();
      const x = Math.min(event.clientX - box.left + 14, box.width - tip.offsetWidth - 4);
      tip.style.transform = `translate(${Math.max(4, x)}px, ${event.clientY - box.top + 18}px)`;
    });
    svg.addEventListener("pointerleave", () => { tip.hidden = true; light(chosen); });
    svg.addEventListener("click", (event) => choose(under(event.target), { focus: false }));
    const stops = [...nodes.values()].filter((node) => node.drawn.length);
    stops.forEach((node, place) => {
      const drawn = node.drawn[0];
      drawn.setAttribute("tabindex", place ? "-1" : "0");
      drawn.setAttribute("role", "button");
      drawn.setAttribute("aria-label", `${node.name}, ${node.edges.length} ${node.edges.length === 1 ? "line" : "lines"}`);
      drawn.addEventListener("focus", () => { if (!chosen) light(node); });
      drawn.addEventListener("blur", () => light(chosen));
    });
    svg.addEventListener("keydown", (event) => {
      const thing = under(event.target);
      const place = stops.indexOf(thing);
      if (place < 0) return;
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      const next = event.key === "Home" ? 0 : event.key === "End" ? stops.length - 1 : step ? (place + step + stops.length) % stops.length : null;
      if (next !== null) {
        stops[place].drawn[0].setAttribute("tabindex", "-1");
        stops[next].drawn[0].setAttribute("tabindex", "0");
        stops[next].drawn[0].focus();
      } else if (event.key === "Enter" || event.key === " ") choose(thing);
      else return;
      event.preventDefault();
    });
    root.addEventListener("keydown", (event) => { if (event.key === "Escape") { tip.hidden = true; choose(null, { focus: false }); } });

    /* What is shown: the kinds of lines that are ticked, in the years between the two sliders. */
    const kinds = [...root.querySelectorAll("[data-relation-box]")];
    for (const edge of edges.values()) {
      edge.item = make("li", {}, lineButton(edge));
      edge.item.addEventListener("pointerenter", () => { if (!chosen) light(edge); });
      edge.item.addEventListener("pointerleave", () => light(chosen));
      list.append(edge.item);
      edge.widths = edge.drawn.map((drawn) => [...drawn.querySelectorAll("path")].map((path) => [path, parseFloat(path.getAttribute("stroke-width"))]));
    }
    const rename = (node, day) => {
      let label = node.label, name = node.name;
      if (!data.asOf) (node.names || []).forEach(([since, short, full], place) => { if (!place || since <= day) [label, name] = [short, full]; });
      node.called = name;
      if (label === node.now) return;
      for (const drawn of node.drawn) {
        const texts = [...drawn.querySelectorAll("text")];
        const first = texts.find((text) => text.textContent === node.now);
        if (!first) continue;
        first.textContent = label;
        const rest = texts.filter((text) => text !== first);
        const words = name.split(" "), room = Math.ceil(name.length / Math.max(1, rest.length)) + 4;
        rest.forEach((text, place) => {
          let part = "";
          while (words.length && (place === rest.length - 1 || `${part} ${words[0]}`.length <= room)) part += (part ? " " : "") + words.shift();
          text.textContent = part;
        });
      }
      node.now = label;
    };
    const apply = () => {
      if (+from.value > +to.value) (document.activeElement === from ? (to.value = from.value) : (from.value = to.value));
      const first = +from.value, last = +to.value;
      const whole = first <= +from.min && last >= +to.max;
      const wanted = new Set(kinds.filter((box) => box.checked).map((box) => box.value));
      const lively = new Set();
      let seen = 0;
      for (const edge of edges.values()) {
        const inside = whole ? edge.spans.length : edge.spans.filter((span) => span && span[0] <= last && span[1] >= first).length;
        edge.visible = inside > 0 && wanted.has(edge.relation);
        edge.item.hidden = !edge.visible;
        for (const drawn of edge.drawn) drawn.classList.toggle("gone", !edge.visible);
        for (const paths of edge.widths) for (const [path, width] of paths) path.style.strokeWidth = whole ? "" : Math.max(1.2, (width * inside) / edge.spans.length);
        if (edge.visible) { seen += 1; lively.add(edge.source).add(edge.target); }
      }
      for (const node of nodes.values()) {
        for (const drawn of node.drawn) drawn.classList.toggle("faded", !lively.has(node.key));
        rename(node, `${last}-12-31`);
      }
      shown.textContent = first === last ? `${first}` : `${first} to ${last}`;
      from.setAttribute("aria-valuetext", `from ${first}`);
      to.setAttribute("aria-valuetext", `to ${last}`);
      count.textContent = `${seen} of ${edges.size} lines${whole ? "" : "; what has no date is not shown"}`;
      if (chosen && !chosen.edges && !chosen.visible) choose(null, { focus: false });
      else light(chosen);
    };
    for (const control of [from, to, ...kinds]) control.addEventListener("input", apply);
    let playing = null;
    const play = find("play");
    const stop = () => { clearInterval(playing); playing = null; play.textContent = "Play"; };
    play.addEventListener("click", () => {
      if (playing) return stop();
      if (+to.value >= +to.max) to.value = from.value;
      play.textContent = "Stop";
      playing = setInterval(() => { to.value = +to.value + 1; apply(); if (+to.value >= +to.max) stop(); }, 900);
      apply();
    });

    /* Search by name, by any name that a thing had, whatever its accents. */
    const haystack = [...nodes.values()].map((node) => [node, plain([node.label, node.name, node.group, node.key, ...(node.names || []).flat()].join(" "))]);
    const look = () => {
      const asked = plain(search.value.trim());
      const found = asked ? haystack.filter(([, text]) => asked.split(/\s+/).every((word) => text.includes(word))).map(([node]) => node) : [];
      found.sort((a, b) => b.edges.length - a.edges.length);
      hits.replaceChildren(...found.slice(0, 12).map((node) =>
        make("li", {}, make("button", { type: "button", text: node.name === node.label ? node.name : `${node.label} – ${node.name}`,
          onclick: () => { pick(node); } }))));
      hits.hidden = !asked;
      if (asked && !found.length) hits.append(make("li", { class: "none", text: "Nothing here bears that name." }));
      return found;
    };
    const pick = (node) => {
      hits.hidden = true;
      choose(node);
      node.drawn[0]?.scrollIntoView({ block: "center", inline: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
    };
    search.addEventListener("input", look);
    find("tools").addEventListener("submit", (event) => {
      event.preventDefault();
      const [best] = look();
      if (best) pick(best);
    });

    /* Nearer and farther. */
    let zoom = 0;
    const natural = parseFloat(svg.getAttribute("width"));
    const scale = (step) => {
      zoom = step === 0 ? 0 : Math.min(3, Math.max(0.25, (zoom || svg.getBoundingClientRect().width / natural) * step));
      svg.style.width = zoom ? `${natural * zoom}px` : "";
    };
    find("nearer").addEventListener("click", () => scale(1.25));
    find("farther").addEventListener("click", () => scale(0.8));
    find("fit").addEventListener("click", () => scale(0));

    choose(null, { focus: false });
    apply();
    root.classList.add("alive");
  };
  for (const root of document.querySelectorAll("[data-ip5-network]")) start(root);
})();
