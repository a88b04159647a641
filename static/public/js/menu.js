// The menu works without this; here the list of all sections learns to close by itself, and the bar to show where we are.

for (const details of document.querySelectorAll("details[data-closes-itself]")) {
  document.addEventListener("click", (event) => {
    if (!details.contains(event.target)) details.open = false;
  });
  // The panel would lie over whatever the keyboard has moved on to.
  details.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !details.contains(event.relatedTarget)) details.open = false;
  });
  details.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !details.open) return;
    details.open = false;
    details.querySelector("summary").focus();
  });
}

for (const bar of document.querySelectorAll(".menu__bar")) {
  bar.addEventListener("scroll", () => bar.classList.toggle("menu__bar--scrolled", bar.scrollLeft > 0));
  const current = bar.querySelector("[aria-current]");
  // Only where its name does not stand in full already: scrolled without need, the bar begins in the middle of a word.
  const end = current ? current.getBoundingClientRect().right - bar.getBoundingClientRect().left : 0;
  if (end > bar.clientWidth - 32) bar.scrollLeft = current.offsetLeft - (bar.clientWidth - current.offsetWidth) / 2;
}
