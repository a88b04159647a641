// Find and replace in the text of the story, across bold and links; a replacement, of one or of all, is one step to undo.

import { intoText } from "./ask.js";
import { button, say } from "./data.js";
import { matches } from "./search.js";
import { passages, rangeOf, rewrite } from "./text.js";
import { canMark, mark } from "./unseen.js";

const SOON = 150;
const ALL = "desk-found";
const HERE = "desk-found-here";
// A name that is wrong in the text is wrong above it, too.
const FIELDS = ["kicker", "title", "lead"];

class FindPanel {
  found = []; // [{ passage or field, order, start, end }]
  place = -1;

  constructor(editor) {
    this.editor = editor;
    this.panel = document.getElementById("desk-find").content.firstElementChild.cloneNode(true);
    this.panel.hidden = true;
    editor.container.findOne(".cke_top").$.after(this.panel);
    this.what = this.part("what");
    this.panel.addEventListener("keydown", (event) => this.onKey(event));
    // It stands in the story's form, and is no part of the story.
    for (const kind of ["input", "change"]) {
      this.panel.addEventListener(kind, (event) => {
        event.stopPropagation();
        if (event.target !== this.part("with")) this.searchSoon();
      });
    }
    for (const [name, act] of Object.entries({
      next: () => this.step(1),
      previous: () => this.step(-1),
      replace: () => this.replaceOne(),
      all: () => this.replaceAll(),
      close: () => this.close(),
    })) this.part(name).addEventListener("click", act);
    editor.on("change", () => !this.panel.hidden && this.searchSoon());
  }

  part(name) {
    return this.panel.querySelector(`[data-${name}]`);
  }

  open(name) {
    const chosen = this.editor.getSelection()?.getSelectedText().trim() ?? "";
    this.panel.hidden = false;
    if (chosen && !chosen.includes("\n") && chosen.length < 100) this.what.value = chosen;
    this.search(true);
    const field = this.part(this.what.value ? name : "what");
    field.focus();
    field.select();
  }

  close() {
    const here = this.range();
    this.panel.hidden = true;
    clearTimeout(this.soon);
    mark(this.editor, ALL, []);
    mark(this.editor, HERE, []);
    this.point(null);
    intoText(this.editor);
    if (here) this.select(here);
  }

  onKey(event) {
    if (event.isComposing) return;
    if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && event.target.matches("input")) {
      if (event.target === this.part("with")) this.replaceOne();
      else this.step(event.shiftKey ? -1 : 1);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  searchSoon() {
    clearTimeout(this.soon);
    this.soon = setTimeout(() => this.search(), SOON);
  }

  get options() {
    return { accents: this.part("accents").checked, capitals: this.part("case").checked, whole: this.part("whole").checked };
  }

  /** Looks anew; stays where it was, or begins at the cursor. */
  search(fromCursor = false) {
    const before = fromCursor ? this.cursor() : this.found[this.place];
    const { options } = this;
    const fields = FIELDS.map((name) => document.getElementById(`id_${name}`)).filter((field) => field && this.part("fields").checked);
    const places = [
      ...fields.map((field, place) => ({ field, order: place - fields.length, text: field.value })),
      ...passages(this.editor.editable().$).map((passage, order) => ({ passage, order, text: passage.text })),
    ];
    this.found = places.flatMap(({ text, ...where }) => matches(text, this.what.value, options).map((found) => ({ ...where, ...found })));
    this.place = this.found.length ? Math.max(0, this.found.findIndex((each) => !before || isNotBefore(each, before))) : -1;
    this.show();
  }

  cursor() {
    const range = this.editor.getSelection()?.getRanges()[0];
    if (!range) return null;
    const native = this.editor.document.$.createRange();
    native.setStart(range.startContainer.$, range.startOffset);
    const all = passages(this.editor.editable().$);
    const order = all.findIndex((passage) => native.comparePoint(passage.nodes.at(-1).node, passage.nodes.at(-1).node.length) >= 0);
    if (order < 0) return null;
    const passage = all[order];
    const { node, start } = passage.nodes.find((each) => native.comparePoint(each.node, each.node.length) >= 0);
    return { order, start: node === range.startContainer.$ ? start + range.startOffset : start };
  }

  show(words = "") {
    const { found, place } = this;
    const told = words || (this.what.value ? (found.length ? say("found", { place: place + 1, number: found.length }) : say("none")) : "");
    this.part("count").textContent = told;
    // A button that is switched off would lose the focus, and the keys with it.
    if (!found.length && this.panel.contains(document.activeElement)) this.what.focus();
    for (const name of ["next", "previous", "replace", "all"]) this.part(name).disabled = !found.length;
    mark(this.editor, ALL, found.filter((each) => each.passage).map((each) => rangeOf(each.passage, each.start, each.end)));
    const here = this.range();
    this.point(found[place]?.field);
    mark(this.editor, HERE, here ? [here] : []);
    if (here) this.reveal(here);
  }

  /** Shows which field holds the match; what is selected in it is not to be seen from outside. */
  point(field) {
    for (const each of document.querySelectorAll(".desk-found-field")) each.classList.remove("desk-found-field");
    if (!field) return;
    field.classList.add("desk-found-field");
    field.scrollIntoView({ block: "center" });
  }

  range() {
    const { passage, start, end } = this.found[this.place] ?? {};
    return passage ? rangeOf(passage, start, end) : null;
  }

  reveal(range) {
    if (!canMark(this.editor)) this.select(range);
    const view = this.editor.window.$;
    const box = range.getBoundingClientRect();
    if (box.top < 0 || box.bottom > view.innerHeight) view.scrollBy({ top: box.top - view.innerHeight / 3 });
    const frame = view.frameElement;
    if (!frame) return;
    // Where the page is lower than the frame, the match may stand outside the window.
    const top = frame.getBoundingClientRect().top + range.getBoundingClientRect().top;
    const room = this.panel.getBoundingClientRect().bottom;
    if (top < Math.max(room, 0) || top > window.innerHeight - 120) window.scrollBy({ top: top - window.innerHeight / 2 });
  }

  select(native) {
    const range = this.editor.createRange();
    range.setStart(new window.CKEDITOR.dom.node(native.startContainer), native.startOffset);
    range.setEnd(new window.CKEDITOR.dom.node(native.endContainer), native.endOffset);
    range.select();
  }

  step(by) {
    if (!this.found.length) return;
    this.place = (this.place + by + this.found.length) % this.found.length;
    this.show();
  }

  write(edits) {
    const inText = edits.filter((edit) => edit.passage);
    if (inText.length) rewrite(this.editor, inText);
    const focused = document.activeElement;
    for (const field of new Set(edits.map((edit) => edit.field).filter(Boolean))) {
      const mine = edits.filter((edit) => edit.field === field).reverse();
      const value = mine.reduce((before, { start, end, text }) => before.slice(0, start) + text + before.slice(end), field.value);
      field.focus();
      field.select();
      // The browser's own command can be undone in the field.
      document.execCommand("insertText", false, value);
    }
    focused.focus();
  }

  replaceOne() {
    const here = this.found[this.place];
    if (!here) return;
    const text = this.part("with").value;
    this.write([{ ...here, text }]);
    // The next one after what was written, which may hold the words itself.
    this.found = [{ order: here.order, start: here.start + text.length }];
    this.place = 0;
    this.search();
  }

  replaceAll() {
    const text = this.part("with").value;
    const number = this.found.length;
    if (!number) return;
    this.write(this.found.map((each) => ({ ...each, text })));
    this.search();
    this.show(say("replaced", { number }));
    clearTimeout(this.soon);
  }
}

const isNotBefore = (each, other) => each.order > other.order || (each.order === other.order && each.start >= other.start);

export function find(editor) {
  let panel = null;
  const open = (name) => ({
    exec: () => (panel ??= new FindPanel(editor)).open(name),
    canUndo: false,
    editorFocus: false,
  });
  editor.addCommand("findtext", open("what"));
  editor.addCommand("replacetext", open("with"));
  button(editor, "FindText", "findtext");
  const { CTRL, ALT } = window.CKEDITOR;
  editor.setKeystroke([
    [CTRL + 70, "findtext"], // F
    [CTRL + 72, "replacetext"], // H
    [CTRL + ALT + 70, "replacetext"], // a Mac's own Cmd+H hides the window
  ]);
}
