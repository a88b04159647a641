// Runs before the first paint, so that nothing moves afterwards: the text in the size somebody chose, and room for
// the buttons that need scripts. No module, for modules wait until the page is there.

(() => {
  const { dataset } = document.documentElement;
  dataset.scripts = "";
  if (navigator.share) dataset.canShare = "";
  try {
    const size = localStorage.getItem("text-size");
    if (size) dataset.textSize = size;
  } catch {
    // Whoever keeps sites from storing anything reads in the normal size.
  }
})();
