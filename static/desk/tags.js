// Completes the tag being typed, the last one before the cursor, from the desk's list; accents may be left out.

function complete(input) {
  const box = document.createElement("div");
  box.className = "desk-tags";
  input.before(box);
  const list = document.createElement("ul");
  list.className = "desk-tags__list";
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

  function take(name) {
    const { start, end } = piece();
    const before = input.value.slice(0, start) + (start ? " " : "");
    const after = input.value.slice(end);
    input.value = before + name + (after || ", ");
    const cursor = before.length + name.length + (after ? 0 : 2);
    input.setSelectionRange(cursor, cursor);
    input.dispatchEvent(new Event("change", { bubbles: true }));
    close();
    input.focus();
  }

  async function ask() {
    const { text } = piece();
    if (!text) return close();
    const turn = ++asked;
    let tags;
    try {
      const answer = await fetch(`${input.dataset.completion}?q=${encodeURIComponent(text)}`, {
        headers: { Accept: "application/json" },
      });
      ({ tags } = await answer.json());
    } catch {
      return close(); // no network, or signed out: tags can be typed without completion
    }
    if (turn !== asked) return;
    list.replaceChildren(
      ...tags.map((name, place) => {
        const option = document.createElement("li");
        option.textContent = name;
        option.id = `${list.id}-${place}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        // Before the input loses the focus.
        option.addEventListener("mousedown", (event) => {
          event.preventDefault();
          take(name);
        });
        return option;
      }),
    );
    chosen = -1;
    list.hidden = tags.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 150);
  });
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") mark(chosen + 1);
    else if (event.key === "ArrowUp") mark(chosen < 0 ? -1 : chosen - 1);
    else if (event.key === "Enter" && chosen >= 0) take(list.children[chosen].textContent);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  input.addEventListener("blur", close);
}

document.querySelectorAll("input[data-completion]").forEach(complete);
