// What the page hands to the editor's tools: words, figures, addresses. See articles/admin/writing.py.

const given = document.getElementById("desk-editor");

export const data = given && JSON.parse(given.textContent);

/** The token of now: somebody who has signed in again meanwhile has another than the page came with. */
export const token = () =>
  document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";

/** The words for `name`, with what stands in {braces} filled in. Thousands take a comma, as everywhere at the desk. */
export function say(name, filling = {}) {
  return data.say[name].replace(/\{(\w+)\}/g, (whole, key) => {
    const value = filling[key];
    return value === undefined ? whole : typeof value === "number" ? value.toLocaleString("en") : value;
  });
}

/** Adds a button of ours to the toolbar; its drawing is in static/desk/editor/icons. */
export function button(editor, name, command) {
  editor.ui.addButton(name, {
    label: data.buttons[name],
    command,
    icon: new URL(`./icons/${command.toLowerCase()}.svg`, import.meta.url).href,
  });
}
