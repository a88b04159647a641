// The menu works without this; here the list of all sections learns to close by itself, and the bar to show where we are.

for (const details of document.querySelectorAll("details[data-closes-itself]")) {
  document.addEventListener("click", (event) => {
    if (!details.contains(event.target)) details.open = false;
  });
  details.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !details.open) return;
    details.open = false;
    details.querySelector("summary").focus();
  });
}

for (const bar of document.querySelectorAll(".menu__bar")) {
  const current = bar.querySelector("[aria-current]");
  if (current) bar.scrollLeft = current.offsetLeft - (bar.clientWidth - current.offsetWidth) / 2;
}
