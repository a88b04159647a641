// The text alone on the screen, with its tools, its count, and what is said of the saving. CKEditor's own way takes the
// page's layout apart and knows nothing of the row of buttons.

import { intoText } from "./ask.js";
import { button } from "./data.js";

const root = document.documentElement;
const row = document.getElementById("submit-row");

export function fullScreen(editor) {
  let scrolled = 0;
  const command = editor.addCommand("fullscreen", {
    canUndo: false,
    editorFocus: false,
    readOnly: 1,
    exec() {
      if (!root.classList.contains("desk-full-screen")) scrolled = window.scrollY;
      const isOn = root.classList.toggle("desk-full-screen");
      this.setState(isOn ? 1 : 2);
      intoText(editor);
      if (!isOn) return window.scrollTo(0, scrolled);
      // CKEditor's own scrolling splits the text where the cursor is.
      const place = editor.window.$.getSelection().anchorNode;
      (place?.nodeType === Node.TEXT_NODE ? place.parentElement : place)?.scrollIntoView({ block: "center" });
    },
  });
  editor.on("mode", () => command.setState(2));
  editor.setKeystroke(window.CKEDITOR.CTRL + window.CKEDITOR.SHIFT + 70, "fullscreen"); // F
  button(editor, "FullScreen", "fullscreen");
  // As high as its buttons and words make it.
  if (row) new ResizeObserver(() => root.style.setProperty("--desk-row", `${row.offsetHeight}px`)).observe(row);
}
