// Search in the static site: the same folding and ranking as on the server, over an index that came as a script.
"use strict";

const fold = (text) =>
  text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, "")
    .normalize("NFC")
    .replace(/[\s\-\u2010-\u2015_/\u00b7\u30fb.,;:()[\]{}"'\u2018\u2019\u201c\u201d\u00ab\u00bb!?]+/g, " ")
    .trim();

const score = (names, whole, words) => {
  let best = 0;
  for (const name of names.split("\n")) {
    let points = 0;
    if (name === whole) points = 1000;
    else if (name.startsWith(whole)) points = name[whole.length] === " " ? 600 : 450;
    else if (` ${name} `.includes(` ${whole} `)) points = 420;
    else if (name.includes(whole)) points = 300;
    else if (words.every((word) => name.includes(word))) points = 200;
    if (points) best = Math.max(best, points - Math.min(Math.floor(name.length / 8), 30));
  }
  return best;
};

const query = new URLSearchParams(window.location.search).get("q") || "";
document.getElementById("q").value = query;
const words = fold(query).split(" ").filter(Boolean).slice(0, 8);
if (words.length) {
  const found = window.ip5kgIndex
    .filter(([, , , , names]) => words.every((word) => names.includes(word)))
    .map((row) => [row, score(row[4], words.join(" "), words) + row[3]])
    .sort((a, b) => b[1] - a[1] || a[0][1].length - b[0][1].length)
    .slice(0, 100);
  document.getElementById("status").textContent = found.length ? `${found.length} found for “${query}”` : `Nothing bears a name with these words: “${query}”.`;
  const list = document.getElementById("found");
  for (const [[href, name, kind]] of found) {
    const item = document.createElement("li");
    item.className = "card";
    const link = document.createElement("a");
    link.href = href;
    link.textContent = name;
    const said = document.createElement("span");
    said.className = "line quiet";
    said.textContent = kind;
    item.append(link, said);
    list.append(item);
  }
}
