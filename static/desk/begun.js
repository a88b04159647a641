// A new story that its first change has made a draft: the page goes on as the page of that draft. Its panel and heading
// are those that the draft's own page has; the form, and whoever types in it, are left alone.

const TAKEN = [".desk-panel", "#header-inner h1"];

document.addEventListener("desk:begun", async (event) => {
  let page;
  try {
    const answer = await fetch(event.detail.page);
    if (!answer.ok) return;
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    return; // no network: the form works without them, and a reload brings them
  }
  document.title = page.title;
  const form = document.getElementById("article_form");
  const before = form.getBoundingClientRect().top;
  for (const place of TAKEN) {
    const here = document.querySelector(place);
    const there = page.querySelector(place);
    if (here && there) here.replaceWith(document.importNode(there, true));
  }
  document.dispatchEvent(new CustomEvent("desk:panel"));
  // What is being written stays where it is on the screen.
  window.scrollBy({ top: form.getBoundingClientRect().top - before, behavior: "instant" });
});
