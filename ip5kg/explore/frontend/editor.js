// The SPARQL page: an editor with colours and completion, and answers as a table, a chart or a graph.
// The editor stands in a shadow root, where its styles are adopted style sheets: the page's policy allows no style elements.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, indentOnInput, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { completions } from "./completion.js";
import { show } from "./results.js";

const form = document.getElementById("ask");
const area = document.getElementById("query");
const status = document.getElementById("status");
const result = document.getElementById("result");
const known = JSON.parse(document.getElementById("terms").textContent);

const colour = (name) => `var(--${name})`;
const theme = EditorView.theme({
  "&": { fontSize: ".92rem", border: `1px solid #8a8f99`, borderRadius: ".4rem", backgroundColor: colour("card"), color: colour("ink") },
  "&.cm-focused": { outline: `3px solid ${colour("accent")}`, outlineOffset: "1px" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.5", minHeight: "16rem", maxHeight: "32rem" },
  ".cm-gutters": { backgroundColor: colour("soft"), color: colour("quiet"), border: "none" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "transparent" },
  ".cm-cursor": { borderLeftColor: colour("ink") },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: colour("mark") },
  ".cm-tooltip": { backgroundColor: colour("card"), color: colour("ink"), border: `1px solid ${colour("rule")}` },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: colour("ink"), color: colour("paper") },
  ".cm-completionInfo": { maxWidth: "22rem", padding: ".4rem .7rem", fontFamily: "var(--sans)" },
});
const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword], color: colour("hot"), fontWeight: "600" },
  { tag: [tags.variableName, tags.special(tags.variableName)], color: colour("link") },
  { tag: [tags.string, tags.number, tags.atom], color: colour("good") },
  { tag: [tags.comment, tags.meta], color: colour("quiet"), fontStyle: "italic" },
]);

// Typing over a selection: Chromium's own way of doing it leaves inline styles behind, which the page's policy refuses with an error.
const typeOver = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const plain = event.inputType === "insertText" && event.data && !event.isComposing && !view.composing;
    if (!plain || view.state.selection.main.empty || /[(){}[\]"'<>]/.test(event.data)) return false;
    event.preventDefault();
    view.dispatch(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true });
    return true;
  },
});

const run = () => {
  ask();
  return true;
};
const view = new EditorView({
  root: document.getElementById("editor").attachShadow({ mode: "open" }),
  state: EditorState.create({
    doc: area.value,
    extensions: [
      lineNumbers(),
      history(),
      drawSelection(),
      indentOnInput(),
      bracketMatching(),
      closeBrackets(),
      highlightActiveLine(),
      StreamLanguage.define(sparql),
      syntaxHighlighting(colours),
      autocompletion({ override: [completions(known)] }),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ "aria-label": "Query, in SPARQL; Control and Enter ask it", "aria-multiline": "true" }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) area.value = update.state.doc.toString();
      }),
      keymap.of([{ key: "Mod-Enter", run }, ...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...completionKeymap]),
      typeOver,
      theme,
    ],
  }),
});
document.getElementById("editor").shadowRoot.append(view.dom);
form.classList.add("rich");

const say = (text, wrong = false) => {
  status.textContent = text;
  status.classList.toggle("error", wrong);
};

let asked = 0;
async function ask() {
  const mine = ++asked;
  const query = view.state.doc.toString();
  say("Asking …");
  result.replaceChildren();
  const began = performance.now();
  try {
    const answer = await fetch("/sparql", {
      method: "POST",
      headers: { "Content-Type": "application/sparql-query", Accept: "application/sparql-results+json, application/n-triples;q=0.9" },
      body: query,
    });
    const text = await answer.text();
    if (mine !== asked) return;
    if (!answer.ok) return say(text.trim() || `The endpoint answered ${answer.status}.`, true);
    const seconds = ((performance.now() - began) / 1000).toFixed(2);
    const count = show(result, text, answer.headers.get("Content-Type") || "", known);
    say(`${count} in ${seconds} s. The address of this page now leads to this query.`);
    const address = new URL(location.href);
    address.search = new URLSearchParams({ query }).toString();
    history_replace(address);
  } catch (error) {
    if (mine === asked) say(`The endpoint cannot be reached: ${error.message}.`, true);
  }
}

function history_replace(address) {
  if (address.href.length < 8000) window.history.replaceState(null, "", address);
}

form.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (button && button.id !== "run") return; // downloads go to the endpoint as they are
  event.preventDefault();
  ask();
});
if (form.dataset.asked === "yes") ask();
