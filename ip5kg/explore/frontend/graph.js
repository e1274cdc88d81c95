// A small graph: springs and repulsion for a fixed number of steps from a circle, so that one answer always gives one picture.
import { element } from "./chart.js";

const MOST = 80;
const WIDE = 1000;
const HIGH = 680;
const STEPS = 240;

export function graph(links) {
  const nodes = new Map();
  const kept = [];
  for (const [from, said, to] of links) {
    const missing = [from, to].filter((name) => !nodes.has(name));
    if (nodes.size + missing.length > MOST) continue;
    for (const name of missing) nodes.set(name, { name, x: 0, y: 0, dx: 0, dy: 0 });
    kept.push([nodes.get(from), said, nodes.get(to)]);
  }
  const all = [...nodes.values()];
  settle(all, kept);
  const svg = element("svg", { viewBox: `0 0 ${WIDE} ${HIGH}`, role: "img", "aria-label": `${all.length} things and ${kept.length} links` });
  for (const [a, said, b] of kept) {
    const line = element("line", { x1: a.x, y1: a.y, x2: b.x, y2: b.y, stroke: "#8a8f99", "stroke-width": 1.2 });
    const title = element("title", {});
    title.textContent = `${a.name} ${said} ${b.name}`;
    line.append(title);
    svg.append(line);
  }
  for (const node of all) {
    svg.append(element("circle", { cx: node.x, cy: node.y, r: 6, fill: "#0072B2" }));
    const text = element("text", { x: node.x + (node.x > WIDE * 0.7 ? -10 : 10), y: node.y + 4, "text-anchor": node.x > WIDE * 0.7 ? "end" : "start" });
    text.textContent = node.name.length > 34 ? `${node.name.slice(0, 33)}…` : node.name;
    svg.append(text);
  }
  return svg;
}

function settle(nodes, links) {
  nodes.forEach((node, nth) => {
    node.x = WIDE / 2 + 260 * Math.cos((2 * Math.PI * nth) / nodes.length);
    node.y = HIGH / 2 + 240 * Math.sin((2 * Math.PI * nth) / nodes.length);
  });
  const ideal = Math.sqrt((WIDE * HIGH) / Math.max(1, nodes.length)) * 0.6;
  for (let step = 0; step < STEPS; step++) {
    for (const node of nodes) node.dx = node.dy = 0;
    for (const a of nodes)
      for (const b of nodes) {
        if (a === b) continue;
        const [x, y] = [a.x - b.x || 0.01, a.y - b.y || 0.01];
        const push = (ideal * ideal) / (x * x + y * y + 1);
        a.dx += x * push;
        a.dy += y * push;
      }
    for (const [a, , b] of links) {
      const [x, y] = [b.x - a.x, b.y - a.y];
      const pull = Math.hypot(x, y) / ideal / 6;
      a.dx += x * pull;
      a.dy += y * pull;
      b.dx -= x * pull;
      b.dy -= y * pull;
    }
    const heat = 30 * (1 - step / STEPS);
    for (const node of nodes) {
      const length = Math.hypot(node.dx, node.dy) || 1;
      node.x = Math.min(WIDE - 40, Math.max(40, node.x + (node.dx / length) * Math.min(heat, length)));
      node.y = Math.min(HIGH - 20, Math.max(20, node.y + (node.dy / length) * Math.min(heat, length)));
    }
  }
}
