// The folds above a story with what is looked up: asked for when one is opened, or at once where a story waits for an
// editor.

async function load(fold) {
  if ("asked" in fold.dataset) return;
  fold.dataset.asked = "";
  const list = fold.querySelector(".desk-similar__list");
  const count = fold.querySelector(".desk-similar__count");
  list.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(fold.dataset.part, { credentials: "same-origin" });
    // A session that has ended answers with the page to sign in.
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    const part = document.createElement("template");
    part.innerHTML = await answer.text();
    const stories = part.content.querySelectorAll(".desk-similar__story");
    const others = part.content.querySelectorAll(".desk-similar__story:not(.desk-similar__story--own)");
    list.prepend(part.content);
    count.textContent = stories.length ? String(stories.length) : fold.dataset.none;
    count.classList.toggle("desk-similar__count--warning", others.length > 0);
    list.querySelector(".desk-similar__all").hidden = !stories.length;
  } catch {
    // The link to the page of its own stays; another try is another opening.
    delete fold.dataset.asked;
    count.textContent = fold.dataset.failed;
  }
  list.removeAttribute("aria-busy");
}

for (const fold of document.querySelectorAll(".desk-similar--fold")) {
  fold.addEventListener("toggle", () => fold.open && load(fold));
  if ("now" in fold.dataset) load(fold);
}
