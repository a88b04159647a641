// Keys of the editor that press its buttons; static/desk/keys.js has those of the desk, signs.js those that write.

/** The keys stand in templates/desk/_keys.html for people to read. */
export function keys(editor) {
  const { CTRL, SHIFT, ALT } = window.CKEDITOR;
  const style = (tag) => ({
    exec: () => editor.applyStyle(new window.CKEDITOR.style({ element: tag })),
  });
  for (const tag of ["p", "h2", "h3"]) editor.addCommand(`desk-${tag}`, style(tag));
  editor.addCommand("desk-keys", { exec: () => document.getElementById("desk-keys")?.showModal(), readOnly: 1, canUndo: false });
  editor.setKeystroke([
    [CTRL + ALT + 48, "desk-p"], // 0
    [CTRL + ALT + 50, "desk-h2"], // 2
    [CTRL + ALT + 51, "desk-h3"], // 3
    [CTRL + SHIFT + 55, "numberedlist"], // 7
    [CTRL + SHIFT + 56, "bulletedlist"], // 8
    [CTRL + SHIFT + 57, "blockquote"], // 9
    [CTRL + 75, "link"], // K
    [CTRL + 76, ""], // L is the browser's
    [ALT + 48, "desk-keys"], // 0
  ]);
}
