// The form's text as the text doctor reads it, block by block, and the way from a place in it back to the page. The
// division into blocks is that of articles/doctor/reading.py.

import { passages, rangeOf, rewrite } from "./editor/text.js";

const KINDS = "figcaption, caption, td, th, li, h2, h3, h4, blockquote, p";
const FIELDS = ["kicker", "title", "lead"];
// Where a finger writes, whatever takes the focus brings the keyboard up, over half of the window.
const mayFocus = () => !window.matchMedia("(pointer: coarse)").matches;
const MARGIN = 90; // what stays at the top and the foot of the page covers this much

const editor = () => window.CKEDITOR?.instances.id_body;
const field = (name) => document.getElementById(`id_${name}`);

/** Whether places of the body can be shown and changed: not while its source is open. */
export const isOpen = () => editor()?.status === "ready" && editor().mode === "wysiwyg";

/** {kicker, title, lead, blocks: [{kind, text, nodes}]} of what the form holds now. */
export function read() {
  const text = Object.fromEntries(FIELDS.map((name) => [name, field(name)?.value ?? ""]));
  const root = isOpen() ? editor().editable().$ : new DOMParser().parseFromString(field("body")?.value ?? "", "text/html").body;
  const blocks = passages(root).filter((passage) => passage.text.trim());
  for (const block of blocks) block.kind = block.nodes[0].node.parentElement.closest(KINDS)?.nodeName.toLowerCase() ?? "p";
  return { ...text, blocks };
}

export const inBody = (mark) => mark.field === "body" || mark.field === "caption";

/** Where a mark stands in a text that was read(), {passage or name, start, end}; null if what it marks is not there. */
export function find(mark, now = read()) {
  if (!inBody(mark)) {
    const start = near(now[mark.field], mark);
    return start < 0 ? null : { name: mark.field, start, end: start + mark.slip.length };
  }
  // Its own block first; what was written above it meanwhile has moved it.
  for (const passage of [now.blocks[mark.block], ...now.blocks]) {
    const start = passage ? near(passage.text, mark) : -1;
    if (start >= 0) return { passage, start, end: start + mark.slip.length };
  }
  return null;
}

function near(text, mark) {
  if (text.startsWith(mark.around, mark.start - mark.in_around)) return mark.start;
  const around = text.indexOf(mark.around);
  return around < 0 ? -1 : around + mark.in_around;
}

/** Select the place, and bring it on the screen. */
export function select(place) {
  if (place.name) {
    const input = field(place.name);
    if (mayFocus()) input.focus({ preventScroll: true });
    input.setSelectionRange(place.start, place.end);
    input.scrollIntoView({ block: "center" });
    return;
  }
  const here = editor();
  if (mayFocus()) here.focus();
  const range = rangeOf(place.passage, place.start, place.end);
  const selection = here.document.$.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
  // The editor's own scrolling puts a sign into the text for a moment, which undoes the selection.
  if (!isOnScreen(range, here)) range.startContainer.parentElement.scrollIntoView({ block: "center" });
}

function isOnScreen(range, here) {
  const [place, frame] = [range.getBoundingClientRect(), here.window.getFrame().$.getBoundingClientRect()];
  const inFrame = place.top >= 0 && place.bottom <= frame.height;
  return inFrame && frame.top + place.top > MARGIN && frame.top + place.bottom < window.innerHeight - MARGIN;
}

/** Put `text` in each place of `changes` ([{ place, text }]); all those of the body are one step for its undo. */
export function replace(changes) {
  const inFields = changes.filter(({ place }) => place.name);
  // The last first, so that none moves.
  for (const { place, text } of inFields.sort((one, other) => other.place.start - one.place.start)) replaceInField(place, text);
  const inText = changes.filter(({ place }) => place.passage);
  if (inText.length) {
    rewrite(editor(), inText.map(({ place, text }) => ({ ...place, text })));
    inText.forEach(({ place }) => dropIfEmpty(place.passage));
  }
  // A fix that a person asked for is typing, however soon after the page it comes: see autosave.js.
  field("title").form.dispatchEvent(new CustomEvent("desk:typed"));
}

function replaceInField(place, text) {
  const input = field(place.name);
  input.focus({ preventScroll: true });
  input.setSelectionRange(place.start, place.end);
  // The one way that the browser's own undo knows of.
  if (document.execCommand(text ? "insertText" : "delete", false, text)) return;
  input.setRangeText(text, place.start, place.end, "end");
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

function dropIfEmpty(passage) {
  const home = passage.nodes[0].node.parentElement?.closest("p, li, h2, h3, h4");
  if (!home || home.textContent.trim() || home.querySelector("img")) return;
  home.remove();
  editor().fire("saveSnapshot");
}

export function undo(place) {
  if (place.passage) return void editor().execCommand("undo");
  field(place.name).focus({ preventScroll: true });
  document.execCommand("undo");
}
