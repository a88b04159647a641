// Says that this page is open, and shows who else has the story open and whether it has been saved meanwhile.

const session = document.getElementById("desk-session");
const EVERY = 15000;

// A page to read has no form; it is a tab all the same.
const own = crypto.randomUUID?.() ?? "";
const value = (name) => document.querySelector(`#article_form input[name="${name}"]`)?.value;
const tab = () => value("tab") || own;
let spoke = Date.now();

const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";

function say(fields, options = {}) {
  const body = new URLSearchParams({ tab: tab(), user: session.dataset.user, ...fields });
  return fetch(session.dataset.presence, {
    method: "POST",
    body,
    headers: { "X-CSRFToken": token(), Accept: "application/json" },
    ...options,
  });
}

function show(lines) {
  const list = document.getElementById("desk-presence"); // with the panel, which a new story gets later
  if (!list) return;
  const before = [...list.children].map((item) => item.textContent);
  // Written anew only where something has changed: screen readers repeat what is written.
  if (before.join("\n") === lines.join("\n")) return;
  list.replaceChildren(...lines.map((line) => Object.assign(document.createElement("li"), { textContent: line })));
}

async function ask() {
  if (!session.dataset.presence || !tab()) return;
  spoke = Date.now();
  try {
    const answer = await say({ revision: value("revision") ?? session.dataset.version });
    if (answer.ok) document.dispatchEvent(new CustomEvent("desk:facts", { detail: await answer.json() }));
    else if (answer.status === 401 && document.getElementById("desk-signin")) {
      document.dispatchEvent(new CustomEvent("desk:signed-out", { detail: { why: (await answer.json()).problem } }));
    }
  } catch {
    // No network: what is typed is looked after elsewhere, and who is there is asked again.
  }
}

if (session) {
  document.addEventListener("desk:facts", (event) => {
    spoke = Date.now();
    if (event.detail.lines) show(event.detail.lines);
  });
  setInterval(() => Date.now() - spoke >= EVERY - 500 && ask(), EVERY / 3);
  document.addEventListener("visibilitychange", () => !document.hidden && ask());
  // The form says itself that it is left, with what it still has to send.
  if (!session.dataset.autosave) {
    window.addEventListener("pagehide", () => session.dataset.presence && say({ left: 1 }, { keepalive: true }).catch(() => {}));
  }
  window.addEventListener("load", ask);
}
