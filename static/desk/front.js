// Arranging a front: parts and what is set at their places move by buttons or by dragging, stories come from a search.
// Without it, the fields for numbers and orders do the same.

const form = document.querySelector("[data-front]");
const words = JSON.parse(document.getElementById("front-words").textContent);
const parts = form.querySelector("[data-parts]");
const finder = form.querySelector("[data-finder]");
const results = finder.querySelector("[data-results]");
const query = finder.querySelector("[data-query]");
const told = finder.querySelector("[data-told]");
const target = finder.querySelector("[data-for]");
const LOOK_AFTER = 250; // ms without typing

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
const places = () => [...parts.querySelectorAll(".desk-place")];
const line = (place) => place.querySelector(".desk-place__line");
const say = (text) => { form.querySelector("[data-said]").textContent = text; };

let chosen = null; // the place for which a story is looked for
let dragged = null; // {place}, {part} or {story}

// What the form holds --------------------------------------------------------------------------------------------------

// A button that leads nowhere keeps the focus: the next press must not find the one that leads back.
const closeWay = (button, closed) => button.setAttribute("aria-disabled", String(closed));

function settle() {
  for (const place of places()) {
    const picks = [...line(place).children];
    for (const [index, pick] of picks.entries()) {
      for (const field of pick.querySelectorAll("[data-field]")) field.name = `${field.dataset.field}-${place.dataset.place}`;
      pick.querySelector("[data-first]").hidden = index === 0;
      pick.querySelector("[data-remove]").hidden = false;
    }
    place.classList.toggle("desk-place--set", picks.length > 0);
  }
  const all = places();
  all.forEach((place, index) => {
    closeWay(place.querySelector("[data-move=up]"), index === 0);
    closeWay(place.querySelector("[data-move=down]"), index === all.length - 1);
  });
  const movable = [...parts.querySelectorAll("[data-movable]")];
  movable.forEach((part, index) => {
    part.querySelector("[name^=order-]").value = index + 1;
    closeWay(part.querySelector("[data-move-part=up]"), index === 0);
    closeWay(part.querySelector("[data-move-part=down]"), index === movable.length - 1);
  });
}

function changed(text) {
  settle();
  form.querySelector("[data-unsaved]").hidden = false;
  if (text) say(text);
}

function swap(one, other) {
  const [mine, theirs] = [[...line(one).children], [...line(other).children]];
  line(one).append(...theirs);
  line(other).append(...mine);
}

function put(story, place) {
  if (line(place).children.length >= Number(form.dataset.line)) {
    told.textContent = words.full;
    say(words.full);
    return;
  }
  const row = document.getElementById("front-row").content.firstElementChild.cloneNode(true);
  row.querySelector("[data-field=story]").value = story.number;
  row.querySelector(".desk-pick__title").textContent = story.title;
  const state = row.querySelector("[data-state]");
  state.className = `desk-status desk-status--${story.state}`;
  state.textContent = story.state === "live" ? words.live : story.words;
  row.querySelector("[data-facts]").textContent = story.state === "live" ? `${story.words} · ${story.section}` : story.section;
  line(place).prepend(row);
  changed(fill(words.set, { story: story.title, place: place.dataset.label }));
  close();
  place.querySelector("[data-choose]").focus();
}

// Buttons --------------------------------------------------------------------------------------------------------------

parts.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button || button.getAttribute("aria-disabled") === "true") return;
  const [place, part] = [button.closest(".desk-place"), button.closest(".desk-part")];
  if (button.dataset.move) {
    const all = places();
    const other = all[all.indexOf(place) + (button.dataset.move === "up" ? -1 : 1)];
    swap(place, other);
    changed(fill(words.moved, { place: other.dataset.label }));
    // One goes on with what was moved.
    other.querySelector(`[data-move=${button.dataset.move}]`).focus();
  } else if (button.dataset.movePart) {
    const up = button.dataset.movePart === "up";
    const other = up ? part.previousElementSibling : part.nextElementSibling;
    up ? other.before(part) : other.after(part);
    const number = [...parts.querySelectorAll("[data-movable]")].indexOf(part) + 1;
    changed(fill(words.part, { part: part.querySelector(".desk-part__name").textContent, number }));
    button.focus();
  } else if ("remove" in button.dataset) {
    button.closest(".desk-pick").remove();
    changed(line(place).children.length ? "" : fill(words.removed, { place: place.dataset.label }));
    place.querySelector("[data-choose]").focus();
  } else if ("first" in button.dataset) {
    line(place).prepend(button.closest(".desk-pick"));
    changed("");
    place.querySelector("[data-choose]").focus();
  } else if ("choose" in button.dataset) open(place);
});

parts.addEventListener("change", (event) => {
  if (event.target.name?.startsWith("on-")) event.target.closest(".desk-part").classList.toggle("desk-part--off", !event.target.checked);
  changed("");
});

// The search -----------------------------------------------------------------------------------------------------------

function open(place) {
  close();
  chosen = place;
  place.classList.add("desk-place--chosen");
  place.querySelector("[data-choose]").setAttribute("aria-expanded", "true");
  target.textContent = fill(target.dataset.chosen, { place: place.dataset.label });
  finder.classList.add("desk-finder--open");
  for (const button of results.querySelectorAll("[data-put]")) button.hidden = false;
  query.focus();
  query.select();
}

function close() {
  chosen?.classList.remove("desk-place--chosen");
  chosen?.querySelector("[data-choose]").setAttribute("aria-expanded", "false");
  chosen = null;
  target.textContent = target.dataset.none;
  finder.classList.remove("desk-finder--open");
  for (const button of results.querySelectorAll("[data-put]")) button.hidden = true;
}

function shown(story) {
  const item = document.getElementById("front-result").content.firstElementChild.cloneNode(true);
  item.querySelector(".desk-found__title").textContent = story.title;
  const state = item.querySelector(".desk-status");
  state.classList.add(`desk-status--${story.state}`);
  state.textContent = story.state === "live" ? words.live : words.scheduled;
  item.querySelector(".desk-found__section").textContent = `${story.words} · ${story.section}`;
  const button = item.querySelector("[data-put]");
  button.hidden = !chosen;
  button.setAttribute("aria-label", `${button.textContent}: ${story.title}`);
  button.addEventListener("click", () => put(story, chosen));
  item.addEventListener("dragstart", (event) => {
    dragged = { story };
    event.dataTransfer.effectAllowed = "copy";
    event.dataTransfer.setData("text/plain", story.title);
  });
  return item;
}

let asked = 0;

async function look() {
  const mine = ++asked;
  try {
    const answer = await fetch(`${form.dataset.stories}?${new URLSearchParams({ q: query.value })}`, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    const { results: stories } = await answer.json();
    if (mine !== asked) return;
    results.replaceChildren(...stories.map(shown));
    told.textContent = stories.length ? "" : told.dataset.nothing;
  } catch {
    if (mine === asked) told.textContent = told.dataset.failed;
  }
}

let timer = 0;
query.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(look, LOOK_AFTER);
});
// Enter would save the layout.
query.addEventListener("keydown", (event) => {
  if (event.key === "Enter") event.preventDefault();
});
finder.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !chosen) return;
  const back = chosen.querySelector("[data-choose]");
  close();
  back.focus();
});
finder.querySelector("[data-close]").addEventListener("click", () => {
  const back = chosen?.querySelector("[data-choose]");
  close();
  back?.focus();
});

// Dragging -------------------------------------------------------------------------------------------------------------

parts.addEventListener("dragstart", (event) => {
  const handle = event.target.closest("[draggable=true]");
  if (!handle) return;
  const place = handle.closest(".desk-place");
  dragged = place ? { place } : { part: handle.closest(".desk-part") };
  const moving = place ?? dragged.part;
  moving.classList.add("desk-dragged");
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", moving.textContent.trim().slice(0, 80));
  event.dataTransfer.setDragImage(moving, 0, 0);
});

parts.addEventListener("dragover", (event) => {
  if (!dragged) return;
  if (dragged.part) {
    const over = event.target.closest("[data-movable]");
    if (!over) return;
    event.preventDefault();
    const box = over.getBoundingClientRect();
    if (over !== dragged.part) event.clientY < box.top + box.height / 2 ? over.before(dragged.part) : over.after(dragged.part);
    return;
  }
  const over = event.target.closest(".desk-place");
  for (const place of places()) place.classList.toggle("desk-place--over", place === over && over !== dragged.place);
  if (over) event.preventDefault();
});

parts.addEventListener("drop", (event) => {
  event.preventDefault();
  const place = event.target.closest(".desk-place");
  if (dragged?.story && place) put(dragged.story, place);
  else if (dragged?.place && place && place !== dragged.place) {
    swap(dragged.place, place);
    changed(fill(words.moved, { place: place.dataset.label }));
  }
});

document.addEventListener("dragend", () => {
  if (dragged?.part) changed("");
  dragged = null;
  for (const each of parts.querySelectorAll(".desk-dragged, .desk-place--over")) each.classList.remove("desk-dragged", "desk-place--over");
});

// Leaving --------------------------------------------------------------------------------------------------------------

let leaving = false;
form.addEventListener("submit", (event) => { leaving = event.submitter?.formTarget !== "_blank"; });
// Who takes the other person's layout gives up their own knowingly.
document.querySelector("[data-leave]")?.addEventListener("click", () => { leaving = true; });
addEventListener("beforeunload", (event) => {
  if (!leaving && !form.querySelector("[data-unsaved]").hidden) event.preventDefault();
});

form.classList.add("desk-front--live");
finder.hidden = false;
for (const control of parts.querySelectorAll("[data-move], [data-move-part], [data-choose], .desk-place__handle, .desk-part__handle")) control.hidden = false;
settle();
close();
look();
