// Keeps what is typed, without saving it: in this browser at once, on the server when typing stops. A save is let
// through only when the server can be reached and knows the person, so that no page is left for an error.

const form = document.getElementById("article_form");
const session = document.getElementById("desk-session");
const say = session?.dataset;
const status = document.getElementById("desk-saved");

const QUIET = 2000; // after the last change
const AT_MOST = 15000; // of typing without a pause
const COPY_AFTER = 300; // or ten times as long as a copy takes: nobody waits for a long text between two keys
const COPY_AT_MOST = 3000;
const KEEPALIVE_LIMIT = 60000; // bytes that a browser still sends for a page being closed
const LOOK_AGAIN = 2000;
const COPIES_KEPT = 30 * 24 * 3600 * 1000;
const NOT_TYPED = new Set(["csrfmiddlewaretoken", "tab", "turn", "continues", "acknowledged"]);

const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";

const input = (name) => form.querySelector(`input[name="${name}"]`);

let shown = ""; // the state on the screen
let savedAt = "";
let typedAt = 0; // the first change that the server has not got
let quiet = 0;
let copying = 0;
let copyTook = 0;
let retry = 0;
let tries = 0;
let sending = null;
let waiting = null; // a save that has not gone out yet, with its button
let passing = false; // a save that has been let through
let mayGoOn = true; // whether the server's own page would say why it refused, with the text in it

// What is typed -----------------------------------------------------------------------------------------------------

function fields() {
  const found = [];
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && !NOT_TYPED.has(name)) found.push([name, value]);
  }
  return found;
}

const pending = () => typedAt > 0;

function show(state, words, tone = "") {
  shown = state;
  status.dataset.state = state;
  status.dataset.tone = tone;
  // Screen readers repeat what is written again.
  if (status.textContent !== words) status.textContent = words;
}

function changed() {
  if (!typedAt) typedAt = Date.now();
  form.dataset.changed = "";
  clearTimeout(copying);
  copying = setTimeout(copy, Math.min(COPY_AT_MOST, Math.max(COPY_AFTER, 10 * copyTook)));
  clearTimeout(quiet);
  if (retry) return; // the next attempt takes it along
  quiet = setTimeout(send, Math.max(0, Math.min(QUIET, typedAt + AT_MOST - Date.now())));
}

// The copy in this browser ------------------------------------------------------------------------------------------

const prefix = () => `newsroom:${say.user}:${say.story}:`;
const key = () => `${prefix()}${input("revision")?.value ?? 0}:${input("tab").value}`;

function copy() {
  clearTimeout(copying);
  if (!pending()) return true;
  const began = performance.now();
  try {
    // The turn in which it will be sent: what the server has of that turn or a later one is no older than this copy.
    const turn = Number(input("turn").value) + 1;
    localStorage.setItem(key(), JSON.stringify({ at: Date.now(), turn, fields: fields() }));
    copyTook = performance.now() - began;
    return true;
  } catch {
    return false; // private windows, a full disk
  }
}

function dropCopies(tab) {
  for (const each of copies()) if (each.tab === tab) localStorage.removeItem(each.key);
}

function copies() {
  try {
    return Object.keys(localStorage)
      .filter((each) => each.startsWith(prefix()))
      .map((each) => ({ key: each, tab: each.split(":")[4], base: each.split(":")[3] }));
  } catch {
    return [];
  }
}

// To the server -----------------------------------------------------------------------------------------------------

function message(typed, tab, turn, extra = {}) {
  const post = new URLSearchParams(typed);
  for (const [name, value] of Object.entries({ tab, turn, user: say.user, ...extra })) post.set(name, value);
  return post;
}

const post = (url, body, options = {}) =>
  fetch(url, { method: "POST", body, headers: { "X-CSRFToken": token(), Accept: "application/json" }, ...options });

function nextTurn() {
  input("turn").value = Number(input("turn").value) + 1;
  return input("turn").value;
}

/** Send what is typed; true when the server has it. One message at a time, so that a new story is begun once. */
async function send() {
  clearTimeout(quiet);
  clearTimeout(retry);
  retry = 0;
  while (sending) await sending;
  if (!pending()) return true;
  sending = attempt();
  try {
    return await sending;
  } finally {
    sending = null;
  }
}

async function attempt() {
  const typed = fields();
  const sent = JSON.stringify(typed);
  const began = Date.now();
  copy();
  if (shown !== "offline") show("saving", say.saving);
  let answer;
  try {
    answer = await post(say.autosave, message(typed, input("tab").value, nextTurn(), { continues: input("continues").value }));
    if (answer.status === 403 && !isJson(answer)) {
      // The token is of an earlier sign-in, or gone: the sign-in page gives a new one.
      await fetch(document.getElementById("desk-signin").querySelector("form").action);
      answer = await post(say.autosave, message(typed, input("tab").value, nextTurn(), { continues: input("continues").value }));
    }
  } catch {
    return tryAgain();
  }
  if (answer.status === 401 || (answer.status === 403 && !isJson(answer))) return signedOut(answer);
  if (answer.status >= 500) return tryAgain();
  if (!answer.ok) return refused(answer);
  let told;
  try {
    told = await answer.json();
  } catch {
    return tryAgain();
  }
  tries = 0;
  if (told.id && told.urls) becomeStory(told);
  if (JSON.stringify(fields()) === sent) {
    typedAt = 0;
    dropCopies(input("tab").value);
    if (!told.unsaved) delete form.dataset.changed;
  } else {
    typedAt = began;
    copy();
    quiet = setTimeout(send, QUIET);
  }
  savedAt = say.saved.replace("{time}", told.saved_at);
  show("saved", savedAt);
  document.dispatchEvent(new CustomEvent("desk:facts", { detail: told }));
  return true;
}

const isJson = (answer) => (answer.headers.get("Content-Type") ?? "").includes("json");

function tryAgain() {
  const kept = copy();
  show("offline", kept ? say.offline : say.notKept, "warning");
  tries = Math.min(tries + 1, 5);
  retry = setTimeout(send, 1000 * 2 ** tries);
  return false;
}

async function signedOut(answer) {
  copy();
  show("signed-out", say.signedOut, "warning");
  const why = isJson(answer) ? (await answer.json()).problem : "";
  document.dispatchEvent(new CustomEvent("desk:signed-out", { detail: { why, saving: waiting !== null } }));
  return false;
}

async function refused(answer) {
  copy();
  const problem = isJson(answer) ? (await answer.json()).problem : say.tooMuch;
  mayGoOn = isJson(answer) && [400, 403].includes(answer.status);
  show("refused", say.refused.replace("{problem}", problem), "warning");
  return false;
}

/** A new story has become a draft: the page goes on as its change page. */
function becomeStory(told) {
  dropCopies(input("tab").value); // under the name of a new story
  say.story = told.id;
  say.autosave = told.urls.autosave;
  say.presence = told.urls.presence;
  const base = document.createElement("input");
  Object.assign(base, { type: "hidden", name: "revision", value: told.revision });
  form.prepend(base);
  history.replaceState(history.state, "", told.urls.change);
  form.action = told.urls.change;
  for (const preview of document.querySelectorAll("button[form=article_form][formtarget=_blank]")) {
    preview.formAction = told.urls.preview;
  }
  document.dispatchEvent(new CustomEvent("desk:begun", { detail: { page: told.urls.change } }));
}

// Saving on purpose -------------------------------------------------------------------------------------------------

async function letThrough(button) {
  // What a form without changes needs to know is the same: whether the server is there and the person signed in.
  if (!pending() && say.story === "new") typedAt = Date.now();
  let arrived = pending() ? await send() : await check();
  // What was typed while the message was on its way goes too, so that nothing is left here for later.
  while (arrived && pending()) arrived = await send();
  if (!arrived && !(shown === "refused" && mayGoOn)) {
    if (shown === "offline") show("offline", say.notSent, "warning");
    return;
  }
  for (const each of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) each.value = token() || each.value;
  nextTurn();
  clearTimeout(quiet);
  passing = true;
  form.requestSubmit(button);
}

async function check() {
  let answer;
  try {
    answer = await post(say.presence, message([["revision", input("revision").value]], input("tab").value, 0));
  } catch {
    show("offline", say.offline, "warning");
    return false;
  }
  if (answer.ok) return true;
  if (answer.status === 401 || (answer.status === 403 && !isJson(answer))) return signedOut(answer);
  if (answer.status < 500) return refused(answer);
  show("offline", say.offline, "warning");
  return false;
}

function onSubmit(event) {
  const button = event.submitter;
  // Buttons that open another page (a preview) take the form along and leave this one open.
  if (passing || button?.formTarget === "_blank") return;
  event.preventDefault();
  if (waiting) return;
  waiting = { button };
  letThrough(button).finally(() => {
    if (shown !== "signed-out") waiting = null;
  });
}

document.addEventListener("desk:signed-in", () => {
  const save = waiting;
  waiting = null;
  if (!form) return;
  if (save) letThrough(save.button);
  else if (pending()) send();
});

document.addEventListener("desk:sign-in-later", () => (waiting = null));

// Somebody else's claim, or a step of the story, that stands between this text and a save.
document.addEventListener("desk:facts", (event) => {
  if (!form || ["offline", "signed-out", "refused"].includes(shown)) return;
  const { refusal } = event.detail;
  if (refusal) show("saved", `${savedAt ? `${savedAt}. ` : ""}${say.cannotSave.replace("{problem}", refusal)}`, "warning");
  else if (status.dataset.tone) show("saved", savedAt);
});

// What an earlier page left behind ------------------------------------------------------------------------------------

/** Tabs of this browser whose page is still open: each holds a lock of its name for as long as it lives. */
async function openTabs() {
  if (!navigator.locks) return null;
  const { held } = await navigator.locks.query();
  return new Set(held.map((lock) => lock.name));
}

/** Whether the server has heard of the same text, or of what the tab sent after it: it offers it, or it was saved. */
function onServer(left) {
  const [, turn] = (say.heard ?? "").match(new RegExp(`${left.tab}:(\\d+)`)) ?? [];
  const kept = turn !== undefined && Number(turn) >= left.turn;
  if (kept) localStorage.removeItem(left.key);
  return kept;
}

async function offerLeftOver() {
  const section = document.getElementById("desk-left-over");
  const open = await openTabs();
  const found = copies()
    .map((each) => ({ ...each, ...JSON.parse(localStorage.getItem(each.key)) }))
    .filter((each) => {
      if (Date.now() - each.at < COPIES_KEPT) return true;
      localStorage.removeItem(each.key);
      return false;
    })
    .filter((each) => each.tab !== input("tab").value && !onServer(each))
    .filter((each) => {
      const alive = open ? open.has(`newsroom-tab:${each.tab}`) : Date.now() - each.at < 60000;
      // A page that was open when this one began may be gone a moment later.
      if (alive) setTimeout(offerLeftOver, LOOK_AGAIN);
      return !alive;
    })
    .sort((one, other) => other.at - one.at);
  const newest = found[0];
  section.hidden = !newest;
  if (!newest) return;
  section.querySelector("[data-time]").textContent = new Date(newest.at).toLocaleString(document.documentElement.lang, { timeZone: say.zone });
  section.querySelector("[data-discard]").onclick = () => {
    localStorage.removeItem(newest.key);
    offerLeftOver();
  };
  // The server makes a page of it, as of any text it has kept.
  section.querySelector("[data-open]").onclick = async () => {
    let problem = say.offline;
    try {
      const answer = await post(say.autosave, message(newest.fields, newest.tab, newest.turn, { left: 1 }));
      const told = isJson(answer) ? await answer.json() : {};
      if (answer.ok) {
        localStorage.removeItem(newest.key);
        const page = told.urls?.change ?? location.pathname;
        form.dataset.leaving = "";
        location.assign(told.unsaved ? `${page}?unsaved=${newest.tab}` : page);
        return;
      }
      if (answer.status === 401) return void document.dispatchEvent(new CustomEvent("desk:signed-out", { detail: {} }));
      problem = told.problem ?? say.tooMuch;
    } catch {
      // no network: said below
    }
    const words = section.querySelector("[data-problem]");
    words.textContent = problem;
    words.hidden = false;
    const text = section.querySelector("textarea");
    text.value = newest.fields.filter(([name]) => ["kicker", "title", "lead", "body", "tags"].includes(name)).map(([, value]) => value).join("\n\n");
    text.hidden = false;
  };
}

// The page ------------------------------------------------------------------------------------------------------------

/** Only what a person does counts: CKEditor and select2 settle their fields while the page loads. */
function watch() {
  let settled = false;
  const inEditor = () => document.activeElement?.tagName === "IFRAME";
  const settle = () => {
    const editors = Object.values(window.CKEDITOR?.instances ?? {});
    if (editors.every((editor) => editor.status === "ready")) setTimeout(() => (settled = true), 500);
    else setTimeout(settle, 200);
  };
  if (document.readyState === "complete") settle();
  else window.addEventListener("load", settle);
  const onChange = (event) => {
    if (event.target?.type === "password") return;
    // The editor writes its text once more as the form goes out; who types on while it does has more to keep.
    if (passing && !event.isTrusted) return;
    passing = false;
    if (settled || event.isTrusted || inEditor()) changed();
  };
  form.addEventListener("input", onChange);
  form.addEventListener("change", onChange);
  form.addEventListener("desk:typed", changed);
  // select2 tells of a choice through jQuery alone.
  window.django?.jQuery(form).on("select2:select select2:unselect select2:clear", changed);
}

function onPageHide() {
  const tab = input("tab").value;
  if (passing || !tab) return;
  if (pending()) {
    copy();
    const body = message(fields(), tab, nextTurn(), { left: 1, continues: input("continues").value });
    if (body.toString().length < KEEPALIVE_LIMIT) return void post(say.autosave, body, { keepalive: true }).catch(() => {});
  }
  if (say.presence) post(say.presence, message([], tab, 0, { left: 1 }), { keepalive: true }).catch(() => {});
}

if (form && say?.autosave) {
  if (!input("tab").defaultValue) {
    input("tab").value = crypto.randomUUID?.() ?? "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) => (digit ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (digit / 4)))).toString(16));
    input("turn").value = 0;
  }
  navigator.locks?.request(`newsroom-tab:${input("tab").value}`, () => new Promise(() => {}));
  watch();
  form.addEventListener("submit", onSubmit);
  offerLeftOver();
  document.addEventListener("visibilitychange", () => document.hidden && pending() && !passing && send());
  window.addEventListener("pagehide", onPageHide);
  window.addEventListener("online", () => pending() && send());
  window.addEventListener("beforeunload", (event) => {
    // What the server has comes up again when the story is opened; only what it has not is in danger.
    if (!pending() || passing || "leaving" in form.dataset) return;
    if (!copy() || ["offline", "signed-out", "refused"].includes(shown)) event.preventDefault();
  });
  // A page that brings typed text back (an error, a conflict, unsaved text) holds text that is stored nowhere yet.
  if (document.querySelector(".errornote, .desk-conflict") || input("continues").value) changed();
}
