// Suggestions under the fields of the search. Without this, and wherever it fails, the field sends its form.

const WAIT = 180; // ms without another key

for (const field of document.querySelectorAll("[data-suggestions]")) {
  const input = field.querySelector("input");
  const list = document.createElement("div");
  const told = document.createElement("p");
  list.id = `${input.id}-list`;
  list.className = "search-field__list";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.getAttribute("aria-label"));
  list.hidden = true;
  told.className = "search-field__told";
  told.setAttribute("role", "status");
  field.append(list, told);
  const states = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id };
  for (const [name, value] of Object.entries(states)) input.setAttribute(name, value);

  let timer = 0;
  let asked = "";
  let asking = new AbortController();
  let chosen = -1;
  const options = () => [...list.querySelectorAll("[role=option]")];

  const choose = (place) => {
    chosen = place;
    options().forEach((option, n) => option.setAttribute("aria-selected", String(n === place)));
    const option = options()[place];
    if (option) {
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  };

  const close = () => {
    clearTimeout(timer);
    asking.abort();
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    choose(-1);
  };

  const group = (name, rows, from) => {
    const part = document.createElement("div");
    part.setAttribute("role", "group");
    part.setAttribute("aria-label", name);
    const title = document.createElement("p");
    title.className = "search-field__group";
    title.setAttribute("aria-hidden", "true");
    title.textContent = name;
    part.append(title);
    rows.forEach((row, n) => {
      const option = document.createElement("a");
      option.id = `${list.id}-${from + n}`;
      option.className = "search-field__option";
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.tabIndex = -1;
      option.href = row.address;
      option.textContent = row.name;
      part.append(option);
    });
    return part;
  };

  const show = ({ tags, stories }) => {
    list.replaceChildren();
    if (tags.length) list.append(group(field.dataset.tags, tags, 0));
    if (stories.length) list.append(group(field.dataset.stories, stories, tags.length));
    const number = tags.length + stories.length;
    list.hidden = !number;
    input.setAttribute("aria-expanded", String(number > 0));
    choose(-1);
    told.textContent = number ? `${number} ${field.dataset.found}` : "";
  };

  const ask = async () => {
    const typed = input.value.trim();
    if (typed === asked && !list.hidden) return;
    asked = typed;
    asking.abort();
    if (typed.length < 2) return close();
    asking = new AbortController();
    try {
      const address = `${field.dataset.suggestions}?q=${encodeURIComponent(typed)}`;
      const answer = await fetch(address, { signal: asking.signal, credentials: "omit" });
      if (answer.ok && document.activeElement === input) show(await answer.json());
    } catch {
      // Broken off by the next letter, or no connection: the field works without.
    }
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  input.addEventListener("keydown", (event) => {
    const number = options().length;
    if (event.isComposing) return;
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault(); // the first one closes the list, the next empties the field
      close();
    } else if (list.hidden || !number) return;
    else if (event.key === "ArrowDown") choose(chosen + 1 < number ? chosen + 1 : -1);
    else if (event.key === "ArrowUp") choose(chosen < 0 ? number - 1 : chosen - 1);
    else if (event.key === "Enter" && chosen >= 0) options()[chosen].click();
    else return;
    event.preventDefault();
  });
  // A press on a suggestion would take the focus, and the list with it, before it became a click.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  input.addEventListener("blur", close);
}
