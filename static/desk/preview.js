// The preview's width, and its links: they open beside it, for no page of the site lets itself be framed.

const stage = document.querySelector(".stage");
const page = document.querySelector(".stage__page");
const widths = document.querySelector(".widths");

function show(width) {
  stage.dataset.width = width;
  for (const button of widths.querySelectorAll("[data-width]")) {
    button.setAttribute("aria-pressed", String(button.dataset.width === width));
  }
}

function openLinksBeside() {
  for (const link of page.contentDocument.querySelectorAll("a[href]:not([href^='#'])")) {
    link.target = "_blank";
  }
}

if (stage) {
  widths.hidden = false;
  for (const button of widths.querySelectorAll("[data-width]")) {
    button.addEventListener("click", () => {
      show(button.dataset.width);
      // Loaded anew, since some of the page is laid out once, for the width it begins with.
      page.srcdoc = page.srcdoc;
    });
  }
  if (matchMedia("(max-width: 34rem)").matches) show("phone");
  page.addEventListener("load", openLinksBeside);
  if (page.contentDocument.readyState === "complete") openLinksBeside();
}
