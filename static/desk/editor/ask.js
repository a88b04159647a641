// A dialog of the desk over the editor: opened from where the cursor stands, and back there afterwards.

/** Puts the cursor back into the text. A document in a frame does not take the focus from the page around it by itself. */
export function intoText(editor) {
  editor.window.$.frameElement.focus();
  editor.focus();
}

/**
 * Opens `dialog` and calls `answer` when its form is sent; that may be refused by returning false (or a promise of it).
 * Wherever it is closed from, the cursor is back in the text, or in `field` where it was opened from there.
 */
export function ask(editor, dialog, answer, field = null) {
  const form = dialog.querySelector("form");
  const ranges = editor.getSelection()?.getRanges().map((range) => range.clone()) ?? [];
  const problem = dialog.querySelector("[data-problem]");
  if (problem) problem.textContent = "";
  let busy = false;
  let isBack = false;
  const back = () => {
    isBack = true;
    if (field) return field.focus();
    intoText(editor);
    if (ranges.length) editor.getSelection().selectRanges(ranges);
  };
  form.onsubmit = async (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    try {
      if ((await answer(event.submitter, back)) !== false) dialog.close();
    } finally {
      busy = false;
    }
  };
  for (const each of dialog.querySelectorAll("[data-cancel]")) each.onclick = () => dialog.close();
  dialog.onclose = () => isBack || back();
  dialog.showModal();
  return back;
}

/** Says what is wrong, beside the field it is about. */
export function refuse(dialog, words, field) {
  dialog.querySelector("[data-problem]").textContent = words;
  field?.focus();
  return false;
}

/** Lets our dialogs open in the place of CKEditor's, whichever button, key, menu or double click asks for them. */
export function instead(editor, name, open) {
  const theirs = editor.openDialog;
  editor.openDialog = (asked, ...rest) => (asked === name ? open() : theirs.call(editor, asked, ...rest));
}

/** The cursor behind the paragraph it stands in, so that a block that comes in does not cut it in two. */
export function toBlockEdge(editor) {
  const range = editor.getSelection().getRanges()[0];
  range.collapse(true);
  const block = range.startPath().block;
  if (block && !range.checkStartOfBlock()) range.moveToElementEditEnd(block);
  range.select();
}

/** Puts `html`, a block of its own such as a picture, into the text, and the cursor into the paragraph after it. */
export function insertBlock(editor, html) {
  const { dom, POSITION_AFTER_START } = window.CKEDITOR;
  const before = new Set(Object.keys(editor.widgets.instances));
  toBlockEdge(editor);
  editor.insertHtml(html);
  const made = Object.values(editor.widgets.instances).find((widget) => !before.has(String(widget.id)));
  if (!made) return;
  let next = made.wrapper.getNext((node) => node.type === window.CKEDITOR.NODE_ELEMENT);
  if (!next?.is("p", "h2", "h3", "ul", "ol", "blockquote")) {
    next = new dom.element("p", editor.document);
    next.appendBogus();
    next.insertAfter(made.wrapper);
  }
  const range = editor.createRange();
  range.moveToPosition(next, POSITION_AFTER_START);
  range.select();
  range.scrollIntoView();
}
