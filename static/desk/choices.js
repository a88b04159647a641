// Lists to choose from, for screen readers: select2 names its box by what is chosen alone and its search not at all, and does
// not say which list the box opens. The field's label names both.

const $ = window.django.jQuery;

function name(select) {
  const label = select.labels[0];
  const box = select.nextElementSibling?.querySelector("[role=combobox]");
  const chosen = box?.querySelector("[role=textbox]");
  if (!label || !chosen) return;
  label.id ||= `${select.id}-label`;
  chosen.setAttribute("aria-labelledby", label.id);
  box.setAttribute("aria-labelledby", `${label.id} ${chosen.id}`);
  $(select).on("select2:open", () => {
    box.setAttribute("aria-controls", box.getAttribute("aria-owns"));
    document.querySelector(".select2-container--open .select2-search__field")?.setAttribute("aria-labelledby", label.id);
  });
  $(select).on("select2:close", () => box.removeAttribute("aria-controls"));
}

const nameAll = (part) => part.querySelectorAll("select.select2-hidden-accessible").forEach(name);

// Both after Django's own, which makes the boxes.
$(() => nameAll(document));
document.addEventListener("formset:added", (event) => nameAll(event.target));
