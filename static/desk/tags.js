// The field for tags: a plain line of words with commas between them. Completes the word being typed, accents optional,
// and says below it of each word that is no tag yet what becomes of it, and which tags are nearly the same.

const LOOK_AFTER = 700; // ms without typing

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
const same = (one, other) => one.toLocaleLowerCase() === other.toLocaleLowerCase();

function element(name, className, text) {
  const made = document.createElement(name);
  made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

async function answer(address, options = {}) {
  const response = await fetch(address, { ...options, headers: { Accept: "application/json", ...options.headers } });
  const told = await response.json();
  if (!response.ok) throw new Error(told.error ?? "");
  return told;
}

function tagsField(input) {
  const words = JSON.parse(input.dataset.words);
  const box = element("div", "desk-tags");
  input.before(box);
  const list = element("ul", "desk-tags__list");
  list.id = `${input.id}-completions`;
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels[0]?.textContent.trim() ?? "");
  box.append(input, list);
  for (const [name, value] of Object.entries({
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": list.id,
  })) input.setAttribute(name, value);
  const notes = element("ul", "desk-tags__notes");
  const told = element("p", "desk-tags__told");
  told.setAttribute("role", "status");
  box.after(notes, told);

  // Completing -------------------------------------------------------------------------------------------------------

  let chosen = -1;
  let asked = 0;
  let timer = 0;

  // The piece between the commas around the cursor.
  function piece() {
    const cursor = input.selectionStart ?? input.value.length;
    const start = input.value.lastIndexOf(",", cursor - 1) + 1;
    const comma = input.value.indexOf(",", cursor);
    return { start, end: comma < 0 ? input.value.length : comma, text: input.value.slice(start, cursor).trim() };
  }

  function close() {
    // Neither a question about to be asked nor an answer on its way opens the list again.
    clearTimeout(timer);
    asked++;
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function mark(index) {
    const options = [...list.children];
    chosen = (index + options.length) % options.length;
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === chosen)));
    input.setAttribute("aria-activedescendant", options[chosen].id);
  }

  function changed() {
    for (const kind of ["input", "change"]) input.dispatchEvent(new Event(kind, { bubbles: true }));
  }

  function take(name) {
    const { start, end } = piece();
    const before = input.value.slice(0, start) + (start ? " " : "");
    const after = input.value.slice(end);
    input.value = before + name + (after || ", ");
    const cursor = before.length + name.length + (after ? 0 : 2);
    input.setSelectionRange(cursor, cursor);
    changed();
    close();
    input.focus();
  }

  function option(tag, place) {
    const item = element("li", "desk-tags__option");
    item.append(element("span", "desk-tags__name", tag.name));
    if (tag.former) item.append(" ", element("span", "desk-tags__former", fill(words.former, { tag: tag.former })));
    item.append(" ", element("span", "desk-tags__uses", fill(words.stories, { n: tag.uses })));
    item.id = `${list.id}-${place}`;
    item.dataset.name = tag.name;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    // Before the input loses the focus.
    item.addEventListener("mousedown", (event) => {
      event.preventDefault();
      take(tag.name);
    });
    return item;
  }

  async function ask() {
    const { text } = piece();
    if (!text) return close();
    const turn = ++asked;
    let tags;
    try {
      ({ tags } = await answer(`${input.dataset.completion}?${new URLSearchParams({ q: text })}`));
    } catch {
      return close(); // no network, or signed out: tags can be typed without completion
    }
    if (turn !== asked) return;
    list.replaceChildren(...tags.map(option));
    chosen = -1;
    list.hidden = tags.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
  }

  input.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (event.isTrusted) timer = setTimeout(ask, 150);
  });
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") mark(chosen + 1);
    else if (event.key === "ArrowUp") mark(chosen < 0 ? -1 : chosen - 1);
    else if (event.key === "Enter" && chosen >= 0) take(list.children[chosen].dataset.name);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  input.addEventListener("blur", close);

  // What the words are -----------------------------------------------------------------------------------------------

  const mayMake = input.dataset.mayMake === "yes";
  const proposed = new Set(names(input.dataset.proposed ?? "").map((name) => name.toLocaleLowerCase()));
  const known = new Map(); // a word in small letters -> what the newsroom said of it
  let looks = 0;
  let pause = 0;

  function names(text) {
    return text.split(/[,;\n]/).map((name) => name.trim()).filter(Boolean);
  }

  // Not the one being typed: half a word is no tag, and nearly every other.
  function settled() {
    if (document.activeElement !== input) return names(input.value);
    const { start, end } = piece();
    return names(`${input.value.slice(0, start)},${input.value.slice(end)}`);
  }

  function replace(word, name) {
    const others = names(input.value).filter((each) => !same(each, name));
    const place = others.findIndex((each) => same(each, word));
    if (place >= 0) others.splice(place, 1, name);
    input.value = others.join(", ");
    changed();
    input.focus();
    input.setSelectionRange(input.value.length, input.value.length);
    show();
  }

  async function accept(word, button) {
    button.disabled = true;
    const token = input.form.querySelector("[name=csrfmiddlewaretoken]").value;
    try {
      const body = new URLSearchParams({ name: word });
      const { message } = await answer(input.dataset.accept, { method: "POST", body, headers: { "X-CSRFToken": token } });
      known.delete(word.toLocaleLowerCase());
      proposed.delete(word.toLocaleLowerCase());
      told.textContent = message;
      input.focus();
      document.dispatchEvent(new CustomEvent("desk:tag-made"));
      await look();
    } catch (error) {
      button.disabled = false;
      told.textContent = error.message && !(error instanceof TypeError || error instanceof SyntaxError) ? error.message : words.failed;
    }
  }

  function button(className, text, label, press) {
    const made = element("button", className, text);
    made.type = "button";
    if (label) made.setAttribute("aria-label", label);
    made.addEventListener("click", () => press(made));
    return made;
  }

  function note(word, { tag, near }) {
    const item = element("li", "desk-tags__note");
    item.append(element("strong", "", word), " ");
    if (tag) {
      item.append(fill(words.now, { tag }));
      return item;
    }
    const waits = proposed.has(word.toLocaleLowerCase());
    item.append(mayMake ? (waits ? words.proposed : words.made) : words.proposal);
    const choices = element("span", "desk-tags__choices");
    if (mayMake && waits) {
      choices.append(button("desk-tags__choice desk-tags__choice--accept", words.accept, `${words.accept}: ${word}`, (pressed) => accept(word, pressed)));
    }
    if (near.length) choices.append(element("span", "desk-tags__near", words.near));
    for (const other of near) {
      const label = `${fill(words.take, { tag: other.name })} (${fill(words.stories, { n: other.uses })})`;
      const choice = button("desk-tags__choice", other.name, label, () => replace(word, other.name));
      choice.append(" ", element("span", "desk-tags__uses", other.uses));
      choices.append(choice);
    }
    if (choices.childNodes.length) item.append(choices);
    return item;
  }

  function show() {
    const said = settled().map((word) => [word, known.get(word.toLocaleLowerCase())]);
    const telling = said.filter(([word, found]) => found && !(found.tag && same(found.tag, word)));
    notes.replaceChildren(...telling.map(([word, found]) => note(word, found)));
  }

  async function look() {
    const turn = ++looks;
    const unknown = settled().filter((word) => !known.has(word.toLocaleLowerCase()));
    if (unknown.length) {
      try {
        const query = new URLSearchParams(unknown.map((word) => ["name", word]));
        for (const found of (await answer(`${input.dataset.look}?${query}`)).words) {
          known.set(found.typed.toLocaleLowerCase(), found);
        }
      } catch {
        return; // a hint less
      }
    }
    if (turn === looks) show();
  }

  input.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(look, LOOK_AFTER);
  });
  // After a press on one of the notes' own buttons, which would be gone under the finger.
  input.addEventListener("blur", () => {
    clearTimeout(pause);
    pause = setTimeout(look, 200);
  });
  if (input.value.trim()) look();
}

document.querySelectorAll("input[data-completion]").forEach(tagsField);
