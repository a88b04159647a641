// Links: an address, checked by the rule that stores it, or a story of ours found by its title.

import { ask, instead, refuse } from "./ask.js";
import { data, say } from "./data.js";

const dialog = document.getElementById("desk-link");
const address = dialog?.querySelector("[name=address]");
const words = dialog?.querySelector("[name=words]");
const list = dialog?.querySelector("[role=listbox]");
const SOON = 200;

/** What the server makes of an address: { link, video, problem }. Without a connection the address as it is typed. */
export async function check(typed, kind = "link") {
  try {
    const answer = await fetch(`${data.check}?${new URLSearchParams({ address: typed, kind })}`, {
      headers: { Accept: "application/json" },
      signal: AbortSignal.timeout(6000),
    });
    if (answer.ok) return await answer.json();
  } catch {
    // said below
  }
  return { link: typed, video: null, unchecked: true };
}

// Stories of ours under the address -----------------------------------------------------------------------------------

let timer = 0;
let asked = 0;
let marked = -1;

function closeList() {
  clearTimeout(timer);
  asked++;
  marked = -1;
  list.hidden = true;
  address.setAttribute("aria-expanded", "false");
  address.removeAttribute("aria-activedescendant");
}

function mark(place) {
  const options = [...list.children];
  marked = (place + options.length) % options.length;
  options.forEach((option, at) => option.setAttribute("aria-selected", String(at === marked)));
  options[marked].scrollIntoView({ block: "nearest" });
  address.setAttribute("aria-activedescendant", options[marked].id);
}

function take(story) {
  address.value = story.address;
  if (!words.value) words.value = story.title;
  closeList();
}

function option(story, place) {
  const item = document.createElement("li");
  item.id = `desk-link-story-${place}`;
  item.setAttribute("role", "option");
  item.setAttribute("aria-selected", "false");
  const when = Object.assign(document.createElement("span"), { className: "desk-ask__when", textContent: story.when });
  item.append(story.title, " ", when);
  item.story = story;
  // Before the field loses the focus.
  item.addEventListener("mousedown", (event) => {
    event.preventDefault();
    take(story);
  });
  return item;
}

async function suggest() {
  const typed = address.value.trim();
  if (typed.length < 2 || /[:/@]|\w\.\w/.test(typed)) return closeList(); // an address
  const turn = ++asked;
  let stories;
  try {
    const answer = await fetch(`${data.stories}?${new URLSearchParams({ term: typed })}`, { headers: { Accept: "application/json" } });
    ({ stories } = await answer.json());
  } catch {
    return closeList(); // no network, or signed out: an address can be typed all the same
  }
  if (turn !== asked) return;
  marked = -1;
  list.replaceChildren(...stories.map(option));
  list.hidden = !stories.length;
  address.setAttribute("aria-expanded", String(!list.hidden));
}

address?.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(suggest, SOON);
});
address?.addEventListener("blur", closeList);
address?.addEventListener("keydown", (event) => {
  if (list.hidden) return;
  if (event.key === "ArrowDown") mark(marked + 1);
  else if (event.key === "ArrowUp") mark(marked < 0 ? -1 : marked - 1);
  else if (event.key === "Enter" && marked >= 0) take(list.children[marked].story);
  else if (event.key === "Escape") closeList();
  else return;
  event.preventDefault();
  event.stopPropagation();
});

// In the text ------------------------------------------------------------------------------------------------------------

const linkAt = (editor) => window.CKEDITOR.plugins.link.getSelectedLink(editor);

// A double click takes the space after a word along; a link does not.
function withoutSpaceAfter(range) {
  const { endContainer: end } = range;
  if (end.type !== window.CKEDITOR.NODE_TEXT) return range;
  const before = end.getText().slice(0, range.endOffset);
  range.setEnd(end, before.trimEnd().length);
  return range;
}

function write(editor, link, href, text, shown) {
  editor.fire("saveSnapshot");
  if (link) {
    link.setAttributes({ href, "data-cke-saved-href": href });
    if (text !== shown) link.setText(text);
  } else {
    const range = editor.getSelection().getRanges()[0];
    if (range.collapsed || text !== shown) {
      const made = new window.CKEDITOR.dom.element("a", editor.document);
      made.setAttributes({ href, "data-cke-saved-href": href });
      made.setText(text || href);
      range.deleteContents();
      range.insertNode(made);
      range.moveToPosition(made, window.CKEDITOR.POSITION_AFTER_END);
      range.select();
    } else {
      const style = new window.CKEDITOR.style({ element: "a", attributes: { href, "data-cke-saved-href": href } });
      style.type = window.CKEDITOR.STYLE_INLINE;
      withoutSpaceAfter(range).select();
      style.apply(editor);
    }
  }
  editor.fire("saveSnapshot");
}

function open(editor) {
  if (editor.widgets.focused) return;
  const link = linkAt(editor);
  const shown = link ? link.getText() : editor.getSelection().getSelectedText().trim();
  address.value = link?.data("cke-saved-href") ?? "";
  words.value = shown;
  const remove = dialog.querySelector("[data-remove]");
  remove.hidden = !link;
  remove.onclick = () => {
    dialog.close();
    back();
    editor.execCommand("unlink");
  };
  closeList();
  const back = ask(editor, dialog, async () => {
    if (!address.value.trim()) return refuse(dialog, say("noAddress"), address);
    const told = await check(address.value);
    if (told.problem) return refuse(dialog, told.problem, address);
    dialog.close();
    back();
    write(editor, link, told.link, words.value.trim(), shown);
    if (told.unchecked) editor.showNotification(say("unchecked"), "warning");
    return false;
  });
}

export function links(editor) {
  instead(editor, "link", () => open(editor));
}
