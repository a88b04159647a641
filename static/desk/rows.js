// Lists of rows (bylines, related stories, a topic's first ones): add, remove, move by button or by dragging. Without it, the number fields and
// check boxes in the rows do the same.

const rowOf = (element) => element.closest(".desk-row");

function enhance(list) {
  const prefix = list.dataset.rows;
  const rows = list.querySelector(".desk-rows__list");
  const total = list.querySelector(`[name="${prefix}-TOTAL_FORMS"]`);
  const blank = list.querySelector("template");

  const visible = () => [...rows.children].filter((row) => !row.hidden);

  function number() {
    visible().forEach((row, place, all) => {
      row.querySelector(`[name$="-position"]`).value = place;
      row.querySelector("[data-move=up]").disabled = place === 0;
      row.querySelector("[data-move=down]").disabled = place === all.length - 1;
    });
  }

  function changed() {
    number();
    total.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function reveal(row) {
    for (const control of row.querySelectorAll(".desk-row__handle, .desk-icon")) control.hidden = false;
    row.querySelector(".desk-row__handle").draggable = true;
  }

  function add() {
    const markup = blank.innerHTML.replaceAll("__prefix__", total.value);
    rows.insertAdjacentHTML("beforeend", markup);
    total.value = Number(total.value) + 1;
    const row = rows.lastElementChild;
    reveal(row);
    // Django's autocomplete listens for this.
    row.dispatchEvent(new CustomEvent("formset:added", { bubbles: true, detail: { formsetName: prefix } }));
    changed();
    row.querySelector("select, input:not([type=hidden])")?.focus();
  }

  list.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.classList.contains("desk-rows__add")) return add();
    const row = rowOf(button);
    if (button.dataset.move === "up") visible()[visible().indexOf(row) - 1]?.before(row);
    else if (button.dataset.move === "down") visible()[visible().indexOf(row) + 1]?.after(row);
    else if ("remove" in button.dataset) {
      const next = visible()[visible().indexOf(row) + 1] ?? visible()[visible().indexOf(row) - 1];
      row.querySelector(`[name$="-DELETE"]`).checked = true;
      row.hidden = true;
      row.style.display = "none";
      (next?.querySelector("[data-remove]") ?? list.querySelector(".desk-rows__add"))?.focus();
    } else return;
    changed();
    if (row.hidden) return;
    // At an end of the list the button pressed has just been switched off.
    (button.disabled ? row.querySelector("[data-move]:not(:disabled)") ?? row.querySelector("[data-remove]") : button).focus();
  });

  let dragged = null;
  rows.addEventListener("dragstart", (event) => {
    dragged = rowOf(event.target);
    dragged.classList.add("desk-row--dragged");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setDragImage(dragged, 0, 0);
  });
  rows.addEventListener("dragover", (event) => {
    const over = dragged && rowOf(event.target);
    if (!over) return;
    event.preventDefault();
    const box = over.getBoundingClientRect();
    if (over !== dragged) event.clientY < box.top + box.height / 2 ? over.before(dragged) : over.after(dragged);
  });
  rows.addEventListener("dragend", () => {
    dragged?.classList.remove("desk-row--dragged");
    dragged = null;
    changed();
  });

  list.classList.add("desk-rows--live");
  list.querySelector(".desk-rows__add")?.removeAttribute("hidden");
  for (const row of rows.children) reveal(row);
  number();
}

document.querySelectorAll("[data-rows]").forEach(enhance);
