// No-break spaces, lightly marked: in the look of the page alone, never in the text.

import { button } from "./data.js";
import { whenQuiet } from "./pause.js";
import { passages, rangeOf } from "./text.js";

const HIDDEN = "newsroom:unseen-hidden";
const QUIET = 300;

/** Whether the browser can mark ranges without touching the text; where it cannot, nothing is marked. */
export const canMark = (editor) => Boolean(editor.window?.$.CSS?.highlights);

/** Marks `ranges` under the name that editor.css gives them a look by. */
export function mark(editor, name, ranges) {
  if (!canMark(editor)) return;
  const { CSS, Highlight } = editor.window.$;
  if (ranges.length) CSS.highlights.set(name, new Highlight(...ranges));
  else CSS.highlights.delete(name);
}

function find(editor) {
  const ranges = [];
  for (const passage of passages(editor.editable().$)) {
    for (let place = passage.text.indexOf("\u00a0"); place >= 0; place = passage.text.indexOf("\u00a0", place + 1)) {
      ranges.push(rangeOf(passage, place, place + 1));
    }
  }
  return ranges;
}

export function unseen(editor) {
  let isOn = localStorage.getItem(HIDDEN) === null;
  const look = () => editor.editable() && mark(editor, "desk-no-break", isOn ? find(editor) : []);
  const command = editor.addCommand("unseen", {
    canUndo: false,
    editorFocus: false,
    exec() {
      isOn = !isOn;
      if (isOn) localStorage.removeItem(HIDDEN);
      else localStorage.setItem(HIDDEN, "1");
      this.setState(isOn ? 1 : 2);
      look();
    },
  });
  editor.on("mode", () => command.setState(isOn ? 1 : 2));
  editor.on("instanceReady", look);
  editor.on("change", whenQuiet(look, QUIET));
  button(editor, "Unseen", "unseen");
}
