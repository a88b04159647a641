// The three sizes of a story's text; before-paint.js sets the remembered one.

const buttons = document.querySelectorAll("[data-size]");
const { dataset } = document.documentElement;

function mark() {
  for (const button of buttons) {
    button.setAttribute("aria-pressed", String(button.dataset.size === (dataset.textSize ?? "normal")));
  }
}

function choose(size) {
  if (size === "normal") delete dataset.textSize;
  else dataset.textSize = size;
  try {
    if (size === "normal") localStorage.removeItem("text-size");
    else localStorage.setItem("text-size", size);
  } catch {
    // It holds for this page.
  }
  mark();
}

for (const button of buttons) button.addEventListener("click", () => choose(button.dataset.size));
mark();
