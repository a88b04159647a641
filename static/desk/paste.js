// Pasted text is cleaned by the server before the editor sees it, so that classes and lazy addresses are still there to
// be understood, and everything is cleaned by one set of rules. Where the server is away, the editor's own filter works.

const box = document.getElementById("desk-paste");
const say = box?.dataset;
const part = (name) => box.querySelector(`[data-${name}]`);

const PATIENCE = 10000; // then the editor pastes by itself
const NOTICEABLE = 600;
// A picture inside the text, which may be megabytes; shorter ones are the spacers of lazy pages.
const PICTURE_INSIDE = /(<img\b[^>]*?\bsrc\s*=\s*["']?)data:image\/[^"'>\s]{1000,}/gi;
const ANY_PICTURE_INSIDE = /<img\b[^>]*?\bsrc\s*=\s*["']?data:[^>]*>/gi;

const EXTERNAL = () => window.CKEDITOR.DATA_TRANSFER_EXTERNAL;
const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";

const open = new Set(); // pastes whose answer is still to come

// Where a paste goes ------------------------------------------------------------------------------------------------

/** The selection as a browser's own range, which follows what is typed before it. */
function placeOf(editor) {
  const selected = editor.getSelection()?.getRanges()[0];
  if (!selected) return null;
  const range = editor.document.$.createRange();
  range.setStart(selected.startContainer.$, selected.startOffset);
  range.setEnd(selected.endContainer.$, selected.endOffset);
  return range;
}

function select(editor, place) {
  if (!place) return;
  const range = editor.createRange();
  const node = (each) => (each.nodeType === Node.TEXT_NODE ? new window.CKEDITOR.dom.text(each) : new window.CKEDITOR.dom.element(each));
  if (!editor.document.$.contains(place.startContainer)) return;
  range.setStart(node(place.startContainer), place.startOffset);
  range.setEnd(node(place.endContainer), place.endOffset);
  range.select();
}

const same = (one, other) =>
  one && other && one.endContainer === other.endContainer && one.endOffset === other.endOffset && one.collapsed === other.collapsed;

/** Do something at the place of a paste; whoever has gone on writing elsewhere is left there. */
function at(editor, place, act) {
  const elsewhere = document.activeElement?.tagName === "IFRAME" ? null : document.activeElement;
  const writing = placeOf(editor);
  const moved = writing && !same(writing, place);
  if (moved) select(editor, place);
  act();
  if (moved) select(editor, writing);
  if (elsewhere && elsewhere !== document.body) elsewhere.focus();
}

// A paste -----------------------------------------------------------------------------------------------------------

function onPaste(event) {
  const editor = event.editor;
  const { data } = event;
  const transfer = data.dataTransfer;
  if (data.byItself || editor.readOnly || (transfer && transfer.getTransferType(editor) !== EXTERNAL())) return;
  transfer?.cacheData();
  const asText = (editor._.nextPasteType ?? data.type) === "text";
  const html = transfer?.getData("text/html", true) || (transfer?.getData("text/plain") ? "" : data.dataValue) || "";
  const text = transfer?.getData("text/plain") || "";
  if (!html.trim() && !text.trim()) return; // files: the picture upload takes them
  if (transfer?.getFilesCount() && !asText && isPictureAlone(html)) {
    data.dataValue = ""; // "Copy image" in a browser: the picture itself is there too
    return;
  }
  event.cancel();
  take(editor, data, { html: asText && text ? "" : html.replace(PICTURE_INSIDE, "$1data:image/png,"), text });
}

function isPictureAlone(html) {
  const page = new DOMParser().parseFromString(html, "text/html").body;
  return page.textContent.trim() === "" && page.querySelectorAll("img").length === 1;
}

async function take(editor, data, clipboard) {
  const place = placeOf(editor);
  const patience = new AbortController();
  const late = setTimeout(() => patience.abort(), PATIENCE);
  const noticed = setTimeout(() => {
    hide();
    tell([say.working]);
  }, NOTICEABLE);
  const giveUp = () => patience.abort();
  open.add(giveUp);
  let taken;
  try {
    taken = await ask(clipboard, patience.signal);
  } catch {
    taken = null;
  }
  clearTimeout(late);
  clearTimeout(noticed);
  open.delete(giveUp);
  if (editor.status !== "ready") return;
  hide();
  if (!taken) return pasteByItself(editor, data, place);
  delete editor._.nextPasteType; // "paste as text" is for one paste; CKEditor forgets it in its own listener alone
  at(editor, place, () => insert(editor, taken, clipboard.text));
  report(editor, taken);
}

/** The cleaned text; null where the server is away or knows nobody. */
async function ask(clipboard, signal) {
  let answer = await send(clipboard, signal);
  let problem = "";
  if (answer.status === 400 && clipboard.html && clipboard.text) {
    ({ problem } = await answer.json());
    answer = await send({ html: "", text: clipboard.text }, signal);
  }
  if (answer.status === 400) return { html: "", problem: (await answer.json()).problem, pictures: [] };
  if (!answer.ok) return null;
  const taken = await answer.json();
  return problem ? { ...taken, problem: say.asText.replace("{problem}", problem) } : taken;
}

function send(clipboard, signal) {
  const body = new FormData();
  for (const [name, value] of Object.entries(clipboard)) body.set(name, value);
  return fetch(say.url, { method: "POST", body, signal, headers: { "X-CSRFToken": token(), Accept: "application/json" } });
}

function insert(editor, taken, text) {
  if (!taken.html) return;
  const words = taken.inline && taken.html.match(/^<p>([^]*)<\/p>$/);
  // Within a sentence, the spaces around what was copied count.
  const edge = (pattern) => (pattern.test(text) ? " " : "");
  editor.insertHtml(words ? edge(/^[^\S\n]/) + words[1] + edge(/[^\S\n]$/) : taken.html, "html");
  editor.fire("afterPaste");
}

/** Nothing is lost: the editor pastes as it would without us, and the server cleans what is saved in any case. */
function pasteByItself(editor, data, place) {
  const dataValue = data.dataValue?.replace(ANY_PICTURE_INSIDE, "");
  at(editor, place, () => editor.fire("paste", { ...data, dataValue, byItself: true }));
  tell([say.away]);
}

// What is said of it ------------------------------------------------------------------------------------------------

let round = 0; // of messages

function hide() {
  round += 1;
  box.hidden = true;
  for (const each of box.querySelectorAll("[data-offer], [data-convert], [data-keep], [data-undo], [data-close]")) each.hidden = true;
  part("said").replaceChildren();
}

function tell(sentences, places = []) {
  const said = sentences.filter(Boolean).map(paragraph);
  if (places.length) {
    const list = document.createElement("ul");
    list.append(...places);
    said.splice(1, 0, list);
  }
  part("close").hidden = false;
  show(...said);
}

const paragraph = (sentence) => Object.assign(document.createElement("p"), { textContent: sentence });

/** Screen readers read out what changes in a box that is there already. */
function show(...nodes) {
  box.hidden = false;
  const now = round;
  requestAnimationFrame(() => now === round && part("said").append(...nodes));
}

function close(editor) {
  hide();
  editor.focus();
}

function report(editor, taken) {
  const { pictures, problem, how, left_out: leftOut, offer } = taken;
  if (problem || leftOut) tell([problem, how, leftOut], pictures.map((picture) => placeIn(editor, picture)));
  if (offer) propose(editor, offer);
}

/** Where a picture stood, as a way there: the caption that waits for it, or the words before it. */
function placeIn(editor, { caption, after, where }) {
  const item = document.createElement("li");
  const words = caption || after;
  if (!words) {
    item.textContent = where;
    return item;
  }
  const button = Object.assign(document.createElement("button"), { type: "button", className: "desk-paste__place", textContent: where });
  button.addEventListener("click", () => go(editor, words));
  item.append(button);
  return item;
}

const flat = (text) => text.replace(/\s+/g, " ").trim();

/** Put the cursor at the end of the block that ends with the words, or holds them. */
function go(editor, words) {
  const blocks = [...editor.editable().$.querySelectorAll("p, h2, h3, h4, li, td, th, figcaption, blockquote")];
  const wanted = flat(words);
  const ends = blocks.filter((block) => flat(block.textContent).endsWith(wanted));
  const found = ends[0] ?? blocks.find((block) => flat(block.textContent).includes(wanted.split(" ").slice(-4).join(" ")));
  if (!found) return;
  editor.focus();
  const range = editor.createRange();
  range.moveToElementEditablePosition(new window.CKEDITOR.dom.element(found), true);
  range.select();
  found.scrollIntoView({ block: "center" });
}

// Text of the old fonts ---------------------------------------------------------------------------------------------

function propose(editor, offer) {
  const question = paragraph(offer.question);
  question.className = "desk-paste__question";
  show(question);
  [part("old").textContent, part("new").textContent] = offer.sample;
  for (const name of ["offer", "convert", "keep"]) part(name).hidden = false;
  part("close").hidden = true;
  part("keep").onclick = () => close(editor);
  part("convert").onclick = () => {
    editor.fire("saveSnapshot");
    const found = convert(editor, offer.texts);
    editor.fire("saveSnapshot");
    if (found) editor.fire("change");
    hide();
    tell([found ? say.converted : say.notFound]);
    part("undo").hidden = !found;
    part(found ? "undo" : "close").focus();
    part("undo").onclick = () => {
      editor.execCommand("undo");
      hide();
      propose(editor, offer);
      part("convert").focus();
    };
  };
}

/** Put Unicode in the place of each text, in order; how many were found. */
function convert(editor, texts) {
  const waiting = texts.slice();
  const walker = document.createTreeWalker(editor.editable().$, NodeFilter.SHOW_TEXT);
  let found = 0;
  while (waiting.length && walker.nextNode()) {
    const node = walker.currentNode;
    // The editor may have joined a text with its neighbours.
    for (let place; waiting.length && (place = node.data.indexOf(waiting[0][0])) >= 0; found++) {
      const [old, fresh] = waiting.shift();
      node.data = node.data.slice(0, place) + fresh + node.data.slice(place + old.length);
    }
  }
  return found;
}

// The page ----------------------------------------------------------------------------------------------------------

function watch(editor) {
  editor.on("paste", onPaste, null, null, 2); // before the editor's own readers of Word and others (3)
  part("close").addEventListener("click", () => close(editor));
  const settle = () => editor.container?.$.after(box);
  if (editor.status === "ready") settle();
  else editor.on("instanceReady", settle);
}

if (box && window.CKEDITOR) {
  window.CKEDITOR.on("instanceCreated", (event) => watch(event.editor));
  Object.values(window.CKEDITOR.instances).forEach(watch);
  // What goes out has the paste in it.
  document.addEventListener("submit", () => open.forEach((giveUp) => giveUp()), true);
}
