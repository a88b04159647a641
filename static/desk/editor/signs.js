// Special signs: a picker, and keys. They go where the cursor is, in the title and the lead as in the text; nothing is ever
// replaced by itself.

import { ask } from "./ask.js";
import { button } from "./data.js";

const dialog = document.getElementById("desk-signs");
const LAST = "newsroom:signs";
const KEPT = 12;
const NO_BREAK_SPACE = "\u00a0";

// By the place of the key, as a Mac has them by itself: there they are left alone.
const mac = /mac|iphone|ipad/i.test(navigator.platform);
const KEYS = {
  Minus: ["–", "—"],
  BracketLeft: ["“", "”"],
  BracketRight: ["‘", "’"],
  Semicolon: ["…", ""],
};

function signOf({ altKey, ctrlKey, metaKey, shiftKey, code, isComposing }, graph) {
  if (isComposing || metaKey || graph) return "";
  if (code === "Space" && ctrlKey && shiftKey && !altKey) return NO_BREAK_SPACE;
  if (!altKey || ctrlKey || mac) return "";
  return KEYS[code]?.[Number(shiftKey)] ?? "";
}

// Recent ones first ----------------------------------------------------------------------------------------------------

function recent() {
  try {
    return JSON.parse(localStorage.getItem(LAST)) ?? [];
  } catch {
    return [];
  }
}

function remember(sign) {
  try {
    localStorage.setItem(LAST, JSON.stringify([sign, ...recent().filter((each) => each !== sign)].slice(0, KEPT)));
  } catch {
    // private windows, a full disk
  }
}

function showRecent() {
  const place = dialog.querySelector("[data-recent]");
  const all = [...dialog.querySelectorAll("form > .desk-signs > .desk-sign")];
  const found = recent().map((sign) => all.find((each) => each.value === sign)).filter(Boolean);
  place.hidden = !found.length;
  place.querySelector(".desk-signs").replaceChildren(...found.map((each) => each.cloneNode(true)));
}

// Where they go ----------------------------------------------------------------------------------------------------------

const isLine = (element) => element?.matches?.("#article_form :is(input[type=text], textarea)");

// The browser's own command keeps what is typed in one row of steps to undo.
const writeInField = (field, sign) => {
  field.focus();
  document.execCommand("insertText", false, sign);
};

function writeInText(editor, sign) {
  editor.fire("saveSnapshot");
  editor.insertText(sign);
  editor.fire("saveSnapshot");
}

function pick(editor, field) {
  showRecent();
  const [from, to] = field ? [field.selectionStart, field.selectionEnd] : [];
  ask(editor, dialog, (pressed, back) => {
    dialog.close();
    remember(pressed.value);
    if (field) {
      field.focus();
      field.setSelectionRange(from, to);
      writeInField(field, pressed.value);
    } else {
      back();
      writeInText(editor, pressed.value);
    }
    return false;
  }, field);
}

function onKey(event, editor) {
  const field = isLine(event.target) ? event.target : null;
  const isText = event.target.ownerDocument === editor.document?.$;
  if (!field && !isText) return;
  const graph = event.getModifierState("AltGraph");
  const isPicker = event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey && !graph && event.code === "KeyI";
  const sign = isPicker ? "" : signOf(event, graph);
  // One line of a title keeps no such space.
  if (!isPicker && (!sign || (field && sign === NO_BREAK_SPACE))) return;
  event.preventDefault();
  event.stopPropagation();
  if (isPicker) pick(editor, field);
  else if (field) writeInField(field, sign);
  else writeInText(editor, sign);
}

export function signs(editor) {
  editor.addCommand("signs", { exec: () => pick(editor, null), canUndo: false });
  button(editor, "Signs", "signs");
  document.addEventListener("keydown", (event) => onKey(event, editor), true);
  editor.on("contentDom", () => editor.document.$.addEventListener("keydown", (event) => onKey(event, editor), true));
}
