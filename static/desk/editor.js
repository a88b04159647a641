// Lets CKEditor's picture uploads through the CSRF check, and tells the form when its text has changed.

const token = () => document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";

// The frame speaks the language of the stories; what its style sheet writes into it is in the desk's.
// It is as light or dark as the desk, also where somebody switches that while writing.
function dress(editor) {
  const body = editor.document?.getBody();
  if (!body) return;
  body.addClass(`desk-in-${document.documentElement.lang}`);
  const isDark = document.documentElement.classList.contains("dark");
  body[isDark ? "addClass" : "removeClass"]("desk-in-dark");
}

function prepare(editor) {
  // Screen readers would read "Editor, id_body".
  editor.on("configLoaded", () => {
    const label = document.querySelector(`label[for="${editor.name}"]`);
    if (label) editor.config.title = label.textContent.replace("*", "").trim();
  });
  editor.on("contentDom", () => dress(editor));
  if (editor.status === "ready") dress(editor);
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
  const theme = new MutationObserver(() => Object.values(window.CKEDITOR.instances).forEach(dress));
  theme.observe(document.documentElement, { attributeFilter: ["class"] });
}
