// The checklist of a story: brought up to date with every autosave, ticks kept, each line leads to the field it is about.

const count = document.querySelector(".desk-checklist-count");
const say = count?.dataset;

// The panel that holds it comes anew when a new story has become a draft: see begun.js.
const section = () => document.getElementById("desk-checklist");
const lines = () => section()?.querySelector("[data-findings]");
const boxes = () => [...(lines()?.querySelectorAll("input[name=acknowledged]") ?? [])];

let newest = "";

// A tick is of one finding, so it may outlive a page that came back; another finding has another name.
const TICKED = "newsroom:acknowledged";
const nameOf = (box) => `${document.getElementById("desk-session")?.dataset.story} ${box.value}`;

function ticked() {
  try {
    return new Set(JSON.parse(sessionStorage.getItem(TICKED) ?? "[]"));
  } catch {
    return new Set();
  }
}

function keep(box) {
  const kept = ticked();
  kept[box.checked ? "add" : "delete"](nameOf(box));
  try {
    sessionStorage.setItem(TICKED, JSON.stringify([...kept]));
  } catch {
    // a private window: the tick holds on this page alone
  }
}

function show() {
  const kept = ticked();
  for (const box of boxes()) box.checked ||= kept.has(nameOf(box));
  tell();
}

/** Beside the button that submits, in few words; read out only when it changes. */
function tell() {
  if (!count || !section()) return;
  const mend = lines().querySelectorAll("[data-hard]").length;
  const confirm = boxes().filter((box) => !box.checked).length;
  const parts = [];
  if (mend) parts.push(say.mend.replace("{number}", mend));
  if (confirm) parts.push(say.confirm.replace("{number}", confirm));
  const words = parts.join(" · ") || say.ready;
  count.hidden = section().hidden;
  count.dataset.tone = mend ? "hard" : confirm ? "soft" : "good";
  if (count.textContent === words) return;
  count.textContent = words;
  section().querySelector("[data-count]").textContent = words;
}

function fieldOf(name) {
  if (name === "body" && window.CKEDITOR?.instances.id_body) return window.CKEDITOR.instances.id_body;
  const row = `[data-rows="${name}"] :is(select, input:not([type=hidden]), button)`;
  const field = document.getElementById(`id_${name}`) ?? document.querySelector(row);
  // select2 stands in for the field it hides.
  return field?.nextElementSibling?.querySelector?.(".select2-selection") ?? field;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("#desk-checklist a[data-field]");
  const field = link && fieldOf(link.dataset.field);
  if (!field) return;
  event.preventDefault();
  const place = field.container?.$ ?? field;
  place.scrollIntoView({ block: "center" });
  field.focus({ preventScroll: true });
});

document.addEventListener("change", (event) => {
  if (event.target.name !== "acknowledged") return;
  keep(event.target);
  tell();
});

document.addEventListener("desk:facts", ({ detail }) => {
  if (!section() || detail.checklist === undefined || newest === detail.checklist) return;
  newest = detail.checklist;
  const before = document.activeElement;
  const inside = lines().contains(before);
  lines().innerHTML = newest;
  section().hidden = false;
  show();
  // Whoever is in the list stays at the same line, as far as it is still there.
  if (!inside) return;
  const again = before.name ? `input[value="${before.value}"]` : `a[data-field="${before.dataset.field}"]`;
  (lines().querySelector(again) ?? section()).focus();
});

document.addEventListener("desk:panel", show);

// One tag is enough, and the next autosave may be long in coming: making a tag changes no word of the story.
document.addEventListener("desk:tag-made", () => {
  lines()?.querySelector("[data-hard=tags_undecided]")?.remove();
  tell();
});

show();
if (location.hash === "#desk-checklist") section()?.focus();
