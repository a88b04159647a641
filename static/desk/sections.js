// Other sections of a story: the fold says which are chosen.

for (const fold of document.querySelectorAll("[data-sections]")) {
  const summary = fold.querySelector("summary");
  const show = () => {
    const chosen = [...fold.querySelectorAll("input:checked")].map((box) => box.labels[0].textContent.trim());
    summary.textContent = chosen.join(", ") || fold.dataset.none;
  };
  fold.addEventListener("change", show);
  show();
}
