// The keyboard: save, submit, next in the queue, and the list of these. A key presses the button that is on the page, so
// that it asks and refuses as the button does; where there is none, it does nothing.

const mac = /mac|iphone|ipad/i.test(navigator.platform);
const dialog = document.getElementById("desk-keys");
const opener = document.querySelector("[data-keys-open]");

// In each list the first that the page has.
const SAVE = ["button[name=_continue]", "button[name=_save]", ".desk-account button[type=submit]"];
const SUBMIT = ["button[name=_submit]", "form[data-verb=submit] button"];
const NEXT = ["a[data-next]"];
const NEXT_MARK = ["[data-doctor-next]"];
const FIX_MARK = ["[data-doctor-fix]"];

function button(places) {
  const found = places.map((place) => document.querySelector(place)).find(Boolean);
  return found && !found.disabled ? () => found.click() : null;
}

const typing = (element) =>
  element?.isContentEditable || /^(textarea|select)$/i.test(element?.tagName) ||
  (element?.tagName === "INPUT" && !/^(checkbox|radio|button|submit|file)$/.test(element.type));

// What a key press asks for, if anything. On a Mac Alt alone types letters, so Ctrl comes with it.
function actionOf(event) {
  const { altKey, ctrlKey, metaKey, shiftKey, key, code, target } = event;
  const command = (mac ? metaKey && !ctrlKey : ctrlKey && !metaKey) && !altKey && !shiftKey;
  if (command && key.toLowerCase() === "s") return button(SAVE);
  // In the fields of another verb it would do what nobody there means.
  if (command && key === "Enter" && !target.closest?.("form[data-verb]")) return button(SUBMIT);
  const onward = altKey && !shiftKey && !metaKey && ctrlKey === mac && !event.getModifierState("AltGraph");
  if (onward && code === "KeyN") return button(NEXT);
  if (onward && code === "KeyM") return button(NEXT_MARK);
  if (onward && code === "KeyC") return button(FIX_MARK);
  if (key === "?" && !ctrlKey && !altKey && !metaKey && !typing(target)) return () => dialog.showModal();
  return null;
}

function onKey(event) {
  // Letters that an input method is still putting together are its own, and so is what stands under a dialog.
  if (event.isComposing || document.querySelector("dialog[open]")) return;
  const action = actionOf(event);
  if (!action) return;
  event.preventDefault();
  event.stopPropagation();
  if (!event.repeat) action();
}

document.addEventListener("keydown", onKey, true);

// CKEditor's text stands in a frame of its own.
function listenInside(editor) {
  const listen = () => editor.document?.$.addEventListener("keydown", onKey, true);
  editor.on("contentDom", listen);
  if (editor.status === "ready") listen();
}

if (window.CKEDITOR) {
  window.CKEDITOR.on("instanceCreated", (event) => listenInside(event.editor));
  Object.values(window.CKEDITOR.instances).forEach(listenInside);
}

if (mac) {
  for (const key of document.querySelectorAll("[data-key-ctrl]")) key.textContent = "⌘";
  for (const key of document.querySelectorAll("[data-key-alt]")) key.textContent = "⌃ ⌥";
  for (const key of document.querySelectorAll("[data-key-option]")) key.textContent = "⌥";
  for (const key of document.querySelectorAll("[data-key-control]")) key.textContent = "⌃";
  for (const key of document.querySelectorAll("[data-key-replace]")) key.textContent = "⌥ F";
}
opener.hidden = false;
opener.addEventListener("click", () => dialog.showModal());
// A click beside the dialog closes it.
dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
