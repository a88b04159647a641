// The text doctor's panel: asks the server what in the form looks like a slip, lists it, and does with each what the
// person says. It changes nothing by itself, and without the server it says so and waits.

import { button, cannotReach, groups, ignoredLine, item, kinds } from "./doctor/lines.js";
import { find, read, replace, select, undo } from "./places.js";

const box = document.getElementById("desk-doctor");
const form = document.getElementById("article_form");
const say = box?.dataset;
const part = (name) => box.querySelector(`[data-part="${name}"]`);

const QUIET = 900; // after the last key
const QUIET_LONG = 2500; // of a text that takes a while to send
const LONG = 20000; // characters
const AGAIN = 10000;
const SHOWN = 40;

const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";

let marks = [];
let ignored = [];
let more = 0;
let current = -1;
let all = false; // the whole list is asked for
let timer = 0;
let asking = null;
let told = ""; // the text that the marks are of
let stale = false; // what is ignored has changed since
let last = null; // the fix that can be undone, until something else is typed
let mending = false;

// Asking ------------------------------------------------------------------------------------------------------------

/** A new story becomes a draft while it is written; its form's address then is the draft's. */
const address = (path) => new URL(`../doctor/${path}`, new URL(form.getAttribute("action") || location.pathname, location.href));

const post = (path, body) =>
  fetch(address(path), { method: "POST", body, headers: { "X-CSRFToken": token(), Accept: "application/json" } });

function later(quiet = QUIET) {
  clearTimeout(timer);
  const length = document.getElementById("id_body")?.value.length ?? 0;
  timer = setTimeout(examine, Math.max(quiet, quiet && length > LONG ? QUIET_LONG : 0));
}

async function examine() {
  clearTimeout(timer);
  if (asking) return void (timer = setTimeout(examine, QUIET));
  const { blocks, ...fields } = read();
  const text = JSON.stringify({ ...fields, blocks: blocks.map(({ kind, text }) => [kind, text]) });
  if (text === told && !stale) return;
  asking = post("", text);
  try {
    const answer = await asking;
    if (answer.ok) {
      told = text;
      stale = false;
      take(await answer.json());
    } else if (answer.status >= 500) away();
    else tell((await problemOf(answer)) ?? "");
  } catch {
    away();
  }
  asking = null;
}

const problemOf = async (answer) => ((answer.headers.get("Content-Type") ?? "").includes("json") ? (await answer.json()).problem : null);

function away() {
  tell(say.away);
  clearTimeout(timer);
  timer = setTimeout(examine, AGAIN);
}

function take(answer) {
  const before = marks[current];
  ({ marks, more, ignored } = answer);
  current = before ? marks.findIndex((mark) => mark.rule === before.rule && mark.around === before.around) : -1;
  if (!last) tell("");
  show();
}

// Showing -----------------------------------------------------------------------------------------------------------

function forget() {
  last = null;
  part("undo").hidden = true;
  tell("");
}

function tell(words) {
  if (part("said").textContent !== words) part("said").textContent = words;
}

function show() {
  const number = marks.length + more;
  if (!told) return; // nothing has been examined yet
  part("count").textContent = number ? say.count.replace("{number}", number) : say.none;
  box.classList.toggle("desk-doctor--well", !number);
  part("next").disabled = !marks.length;
  const focus = focused();
  const list = part("list");
  const scrolled = list.scrollTop;
  const shown = all ? marks : marks.slice(0, SHOWN);
  list.replaceChildren(...kinds(marks), ...groups(shown));
  const rest = number - shown.length;
  if (rest && !all) list.append(button(say.rest.replace("{number}", rest), "all"));
  list.hidden = !number;
  list.scrollTop = scrolled;
  showIgnored();
  point();
  if (focus) refocus(focus);
}

function showIgnored() {
  const fold = part("ignored");
  fold.hidden = !ignored.length;
  fold.querySelector("summary").textContent = say.ignored.replace("{number}", ignored.length);
  fold.querySelector("ul").replaceChildren(...ignored.map(ignoredLine));
}

/** The mark that the keys work on. */
function point() {
  for (const line of part("list").querySelectorAll("li")) {
    const here = Number(line.dataset.number) === current;
    line.toggleAttribute("aria-current", here);
    if (here) line.setAttribute("aria-current", "true");
  }
  const mark = marks[current];
  part("fix").disabled = !mark?.fixes.length || cannotReach(mark);
  // The same once more at the foot of the window, for when the panel is not on the screen: on a phone, mostly.
  part("here").hidden = !mark;
  if (mark) part("here").replaceChildren(...[...item(mark, current).children].filter((each) => each.dataset.act !== "place"), onward());
}

function onward() {
  const made = button(say.next, "next", "desk-doctor__onward");
  made.disabled = marks.length < 2;
  return made;
}

function focused() {
  const here = box.contains(document.activeElement) && document.activeElement.closest("[data-number]");
  return here ? { number: Number(here.dataset.number), act: document.activeElement.dataset.act } : null;
}

/** The list was made anew: who went through it by keyboard stays at the same height. */
function refocus({ number, act }) {
  const lines = [...part("list").querySelectorAll("li")];
  const line = lines[Math.min(number, lines.length - 1)];
  const next = line?.querySelector(`[data-act="${act}"]`) ?? line?.querySelector("button") ?? part("next");
  next.focus({ preventScroll: true });
}

// Doing -------------------------------------------------------------------------------------------------------------

function go(number) {
  current = number;
  point();
  const place = marks[number] && find(marks[number]);
  if (!place) return void later(0);
  const line = part("list").querySelector(`li[data-number="${number}"]`);
  if (line) part("list").scrollTop = line.offsetTop - 8; // the list is what its lines are placed in
  if (!cannotReach(marks[number])) select(place);
}

function next() {
  if (marks.length) go((current + 1) % marks.length);
}

function fix(changed) {
  const now = read();
  const changes = changed.flatMap(([mark, text]) => {
    const place = cannotReach(mark) ? null : find(mark, now);
    return place ? [{ place, text }] : [];
  });
  if (!changes.length) return void later(0);
  const writing = document.activeElement;
  mending = true;
  replace(changes);
  mending = false;
  if (box.contains(writing)) writing.focus({ preventScroll: true });
  const gone = new Set(changed.map(([mark]) => mark));
  if (changes.length === 1) move(changed[0][0], changed[0][1].length - changed[0][0].slip.length);
  marks = marks.filter((mark) => !gone.has(mark));
  current = Math.min(current, marks.length - 1);
  last = changes[0].place;
  tell(changes.length === 1 ? say.fixed : say.fixedAll.replace("{number}", changes.length));
  part("undo").hidden = changes.length > 1 && changes.some(({ place }) => place.name);
  show();
  later(150);
}

/** What stands after a fix in the same block has moved by that much, until the server has looked again. */
function move(mended, by) {
  for (const mark of marks) {
    if (mark.field !== mended.field || mark.block !== mended.block || mark.start < mended.end) continue;
    mark.start += by;
    mark.end += by;
  }
}

async function ignore(mark, everywhere) {
  const body = new URLSearchParams({ rule: mark.rule, words: mark.words, around: everywhere ? "" : mark.around });
  await keep("ignore/", body);
}

async function keep(path, body) {
  let answer;
  try {
    answer = await post(path, body);
  } catch {
    return tell(say.notKept);
  }
  if (!answer.ok) return tell((await problemOf(answer)) ?? say.notKept);
  stale = true;
  await examine();
}

function onClick(event) {
  const pressed = event.target.closest("button");
  if (!pressed) return;
  const number = Number(pressed.closest("li[data-number]")?.dataset.number ?? current);
  const mark = marks[number];
  switch (pressed.dataset.act) {
    case "place":
      return go(number);
    case "fix": {
      const onTheWay = part("here").contains(pressed);
      fix([[mark, mark.fixes[Number(pressed.dataset.which)]]]);
      if (onTheWay && marks[current]) go(current);
      return;
    }
    case "fix-all":
      return fix(marks.filter((each) => each.rule === pressed.dataset.rule && each.fixes.length).map((each) => [each, each.fixes[0]]));
    case "ignore":
      return void ignore(mark, false);
    case "ignore-everywhere":
      return void ignore(mark, true);
    case "heed":
      return void keep("heed/", new URLSearchParams({ number: pressed.dataset.number }));
    case "next":
      return next();
    case "all":
      all = true;
      return show();
  }
}

// The page ----------------------------------------------------------------------------------------------------------

if (box && form) {
  box.hidden = false;
  box.addEventListener("click", onClick);
  new IntersectionObserver(([seen]) => box.classList.toggle("desk-doctor--away", !seen.isIntersecting)).observe(part("list"));
  part("next").addEventListener("click", next);
  part("fix").addEventListener("click", () => {
    const mark = marks[current];
    if (!mark?.fixes.length) return;
    const inPanel = box.contains(document.activeElement);
    fix([[mark, mark.fixes[0]]]);
    // By the key, in the text: on to the next one.
    if (!inPanel && marks.length) go(Math.min(Math.max(current, 0), marks.length - 1));
  });
  part("undo").addEventListener("click", () => {
    mending = true;
    undo(last);
    mending = false;
    forget();
    later(150);
  });
  form.addEventListener("input", (event) => {
    if (!["id_kicker", "id_title", "id_lead", "id_body"].includes(event.target.id)) return;
    if (last && !mending) forget();
    later();
  });
  window.addEventListener("online", () => later(0));
  document.addEventListener("desk:signed-in", () => later(0));
  // Whether a place of the text can be shown and mended: with its source open it cannot.
  const lookAgain = () => {
    show();
    later(0);
  };
  const watch = (editor) => ["instanceReady", "mode"].forEach((event) => editor.on(event, lookAgain));
  window.CKEDITOR?.on("instanceCreated", ({ editor }) => watch(editor));
  Object.values(window.CKEDITOR?.instances ?? {}).forEach(watch);
  later(0);
}
