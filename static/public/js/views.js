// Counts one read of the story on this page, once somebody can really see it.
// A page that is prerendered or opened in a background tab is not read yet.

// Seconds until each next try, where the site could not keep the view or was not reached.
const WAITS = [5, 15, 45, 120];
const LONGEST_WAIT = 300;

// A day is one in Hà Nội, seven hours ahead of UTC, as in all of our counts.
const HANOI_AHEAD = 7 * 3600 * 1000;

const story = document.querySelector("[data-count-view]");

// The name of the site that led here: not the page, and nothing of what was looked for there.
function referrer() {
  try {
    return new URL(document.referrer).host;
  } catch {
    return "";
  }
}

// Whether this browser read here on an earlier day: one bit, from the day of its first visit, which is kept in the
// browser alone and never sent. Nothing tells one browser from another.
function cameBack() {
  const today = new Date(Date.now() + HANOI_AHEAD).toISOString().slice(0, 10);
  try {
    const first = localStorage.getItem("first-read") ?? today;
    localStorage.setItem("first-read", first);
    return first < today;
  } catch {
    return false; // a browser that keeps nothing
  }
}

function online() {
  if (navigator.onLine) return Promise.resolve();
  return new Promise((resolve) => addEventListener("online", resolve, { once: true }));
}

// As long as is said, or asked for by the site; and up to half as long again, so that readers who were refused together
// do not come back together.
function pause(seconds) {
  return new Promise((resolve) => setTimeout(resolve, seconds * (1 + Math.random() / 2) * 1000));
}

async function report(body) {
  for (const wait of [...WAITS, null]) {
    let answer;
    try {
      answer = await fetch(story.dataset.countView, { method: "POST", body, keepalive: true, credentials: "same-origin" });
      if (answer.status < 500) return; // counted, or never to be
    } catch {
      // not reached
    }
    if (wait === null) return;
    const asked = Number(answer?.headers.get("Retry-After")) || 0;
    await pause(Math.max(wait, Math.min(asked, LONGEST_WAIT)));
    await online();
  }
}

function count() {
  report(JSON.stringify({ from: referrer(), again: cameBack() }));
}

function whenVisible() {
  if (document.visibilityState === "visible") {
    count();
    return;
  }
  document.addEventListener("visibilitychange", whenVisible, { once: true });
}

if (story) {
  if (document.prerendering) {
    document.addEventListener("prerenderingchange", whenVisible, { once: true });
  } else {
    whenVisible();
  }
}
