// Lets CKEditor's picture uploads through the CSRF check, and tells the form when its text has changed.

const token = () => document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";

function prepare(editor) {
  // Before CKEditor's own listener (10) sends the request.
  editor.on(
    "fileUploadRequest",
    (event) => event.data.fileLoader.xhr.setRequestHeader("X-CSRFToken", token()),
    null,
    null,
    9,
  );
  editor.on("change", () => {
    editor.updateElement();
    document.getElementById(editor.name)?.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

if (window.CKEDITOR) {
  window.CKEDITOR.on("instanceCreated", (event) => prepare(event.editor));
  // Where an editor was quicker than this module.
  Object.values(window.CKEDITOR.instances).forEach(prepare);
}
