// Bars: the first fifty rows, in the order of the answer.
const MOST = 50;
const HIGH = 24;
const NAMES = 300;
const WIDE = 900;

export function chart(pairs, name, value) {
  const shown = pairs.slice(0, MOST);
  const largest = Math.max(...shown.map(([, number]) => Math.abs(number)), 1e-9);
  const svg = element("svg", { viewBox: `0 0 ${WIDE} ${shown.length * HIGH + 8}`, role: "img", "aria-label": `${value} by ${name}` });
  shown.forEach(([label, number], nth) => {
    const y = nth * HIGH + 4;
    const text = element("text", { x: NAMES - 8, y: y + 15, "text-anchor": "end" });
    text.textContent = label.length > 40 ? `${label.slice(0, 39)}…` : label;
    const bar = element("rect", { x: NAMES, y: y + 3, height: HIGH - 8, width: Math.max(1, (Math.abs(number) / largest) * (WIDE - NAMES - 90)), fill: number < 0 ? "#D55E00" : "#0072B2" });
    const count = element("text", { x: NAMES + 8 + Math.max(1, (Math.abs(number) / largest) * (WIDE - NAMES - 90)), y: y + 15 });
    count.textContent = number.toLocaleString("en");
    svg.append(text, bar, count);
  });
  return svg;
}

export function element(name, attributes) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}
