// Straight quotation marks and hyphens between spaces, as a newspaper sets them: counted and shown first, changed on a press.

import { ask } from "./ask.js";
import { button, say } from "./data.js";
import { passages, rewrite } from "./text.js";

const dialog = document.getElementById("desk-tidy");
const AROUND = 18;
const EXAMPLES = 3;

const opensAfter = (letter) => letter === undefined || /[\s(\[{“‘«–—/-]/.test(letter);

/** Pairs of "…" become “…”, one within another too. Inches (21"), and marks that stand alone, are left. */
export function quoteEdits(text) {
  const pairs = [];
  const open = []; // places of marks that wait for their other half; "“" needs no change
  for (let place = 0; place < text.length; place++) {
    const letter = text[place];
    if (letter === "“") open.push(-1);
    else if (letter === "”") open.pop();
    if (letter !== '"') continue;
    const after = text[place + 1];
    if (opensAfter(text[place - 1]) && after !== undefined && !/\s/.test(after)) open.push(place);
    else if (open.length && !/\s/.test(text[place - 1])) pairs.push([open.pop(), place]);
  }
  return pairs
    .flatMap(([opening, closing]) => [[opening, "“"], [closing, "”"]])
    .filter(([place]) => place >= 0)
    .sort(([one], [other]) => one - other)
    .map(([start, mark]) => ({ start, end: start + 1, text: mark }));
}

/** " - " and " -- " become " – ", but not between figures (2 - 1). */
export function dashEdits(text) {
  return [...text.matchAll(/(?<=\S[ \u00a0])--?(?=[ \u00a0]\S)/g)]
    .filter(({ index, 0: found }) => !(/\d/.test(text[index - 2]) && /\d/.test(text[index + found.length + 1])))
    .map(({ index, 0: found }) => ({ start: index, end: index + found.length, text: "–" }));
}

const KINDS = { quotes: quoteEdits, dashes: dashEdits };

function example({ passage, start, end, text }) {
  const item = document.createElement("li");
  const before = passage.text.slice(Math.max(0, start - AROUND), start);
  const after = passage.text.slice(end, end + AROUND);
  const made = Object.assign(document.createElement("mark"), { textContent: text });
  item.append(`…${before}`, made, `${after}…`);
  return item;
}

// Where somebody has selected words, only those.
function within(editor) {
  const range = editor.getSelection()?.getRanges()[0];
  if (!range || range.collapsed) return null;
  const native = editor.document.$.createRange();
  native.setStart(range.startContainer.$, range.startOffset);
  native.setEnd(range.endContainer.$, range.endOffset);
  return native;
}

function proposed(editor, part) {
  const found = { quotes: [], dashes: [] };
  for (const passage of passages(editor.editable().$)) {
    for (const [kind, editsOf] of Object.entries(KINDS)) {
      for (const edit of editsOf(passage.text)) found[kind].push({ passage, ...edit });
    }
  }
  if (!part) return found;
  const isInside = ({ passage, start }) => {
    const at = passage.nodes.findLast((each) => each.start <= start);
    return part.isPointInRange(at.node, start - at.start) && part.isPointInRange(at.node, start - at.start + 1);
  };
  return { quotes: found.quotes.filter(isInside), dashes: found.dashes.filter(isInside) };
}

function open(editor) {
  const part = within(editor);
  const edits = proposed(editor, part);
  for (const [kind, found] of Object.entries(edits)) {
    const place = dialog.querySelector(`[data-kind=${kind}]`);
    place.hidden = !found.length;
    place.querySelector("span").textContent = say(kind, { number: found.length });
    place.querySelector("input").checked = true;
    place.querySelector("ul").replaceChildren(...found.slice(0, EXAMPLES).map(example));
  }
  const isEmpty = !edits.quotes.length && !edits.dashes.length;
  const nothing = dialog.querySelector("[data-nothing]");
  Object.assign(nothing, { hidden: !isEmpty, textContent: say("nothingToTidy") });
  dialog.querySelector("[type=submit]").hidden = isEmpty;
  dialog.querySelector("[data-whole]").hidden = Boolean(part);
  dialog.querySelector("[data-part]").hidden = !part;
  ask(editor, dialog, (_button, back) => {
    const wanted = Object.keys(edits).filter((kind) => dialog.querySelector(`[data-kind=${kind}] input`).checked);
    dialog.close();
    back();
    rewrite(editor, wanted.flatMap((kind) => edits[kind]));
    return false;
  });
}

export function tidy(editor) {
  editor.addCommand("tidy", { exec: () => open(editor), canUndo: false });
  button(editor, "Tidy", "tidy");
}
