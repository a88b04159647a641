// The text editor: its words, its own tools (editor/), its pictures' way through the CSRF check, and how its text reaches
// the form.

import { counts } from "./editor/counts.js";
import { data, token } from "./editor/data.js";
import { figures } from "./editor/figures.js";
import { find } from "./editor/find.js";
import { fullScreen } from "./editor/fullscreen.js";
import { keys } from "./editor/keys.js";
import { links } from "./editor/links.js";
import { whenQuiet } from "./editor/pause.js";
import { signs } from "./editor/signs.js";
import { tables } from "./editor/tables.js";
import { tidy } from "./editor/tidy.js";
import { unseen } from "./editor/unseen.js";
import { videos } from "./editor/videos.js";

// The frame speaks the language of the stories; what its style sheet writes into it is in the desk's.
// It is as light or dark as the desk, also where somebody switches that while writing.
function dress(editor) {
  const body = editor.document?.getBody();
  if (!body) return;
  body.addClass(`desk-in-${document.documentElement.lang}`);
  const isDark = document.documentElement.classList.contains("dark");
  body[isDark ? "addClass" : "removeClass"]("desk-in-dark");
}

// CKEditor's own words, where the desk's are better or CKEditor has none.
function reword(editor) {
  for (const [part, words] of Object.entries(data.words)) {
    editor.lang[part] ??= {};
    for (const [name, text] of Object.entries(words)) {
      const [outer, inner] = name.split(".");
      if (inner) editor.lang[part][outer][inner] = text;
      else editor.lang[part][outer] = text;
    }
  }
}

// The text is written into its field not at every key, but when typing stops, and whenever somebody reads the form. What
// listens for "input" hears of every change, and finds in the field the text as it was a moment ago; "desk:text" says that
// the field has it all.
const QUIET = 400;

function hand(editor) {
  const field = document.getElementById(editor.name);
  let fresh = true;
  const write = () => {
    if (fresh) return;
    fresh = true;
    editor.updateElement();
    field.dispatchEvent(new CustomEvent("desk:text", { bubbles: true }));
  };
  const writeSoon = whenQuiet(write, QUIET);
  editor.on("change", () => {
    fresh = false;
    writeSoon();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  field.form.addEventListener("formdata", (event) => {
    if (fresh) return;
    write();
    event.formData.set(field.name, field.value);
  });
}

function prepare(editor) {
  // Screen readers would read "Editor, id_body".
  editor.on("configLoaded", () => {
    const label = document.querySelector(`label[for="${editor.name}"]`);
    if (label) editor.config.title = label.textContent.replace("*", "").trim();
    // On a phone a box that scrolls inside a page that scrolls catches the thumb.
    if (window.matchMedia("(max-width: 40rem)").matches) editor.config.autoGrow_maxHeight = 0;
  });
  editor.on("contentDom", () => dress(editor));
  // Before CKEditor's own listener (10) sends the request.
  editor.on(
    "fileUploadRequest",
    (event) => event.data.fileLoader.xhr.setRequestHeader("X-CSRFToken", token()),
    null,
    null,
    9,
  );
  editor.on("langLoaded", () => reword(editor));
  editor.on("pluginsLoaded", () => {
    for (const tool of [keys, links, figures, videos, tables, signs, tidy, unseen, find, fullScreen]) tool(editor);
  });
  editor.on("instanceReady", () => {
    hand(editor);
    counts(editor);
  });
}

if (window.CKEDITOR && data) {
  // Modules run before CKEditor replaces the field, which waits for the whole page.
  window.CKEDITOR.on("instanceCreated", (event) => prepare(event.editor));
  const theme = new MutationObserver(() => Object.values(window.CKEDITOR.instances).forEach(dress));
  theme.observe(document.documentElement, { attributeFilter: ["class"] });
}
