// Counts one read of the story on this page, once somebody can really see it.
// A page that is prerendered or opened in a background tab is not read yet.

const story = document.querySelector("[data-count-view]");

function count() {
  fetch(story.dataset.countView, { method: "POST", keepalive: true, credentials: "same-origin" }).catch(() => {});
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
