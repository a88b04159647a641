// The lines of the text doctor's list: what each mark is called, its place in the text, and what can be done with it.

import { inBody, isOpen } from "../places.js";

const say = document.getElementById("desk-doctor")?.dataset;
const rules = JSON.parse(document.getElementById("desk-doctor-rules")?.textContent ?? "{}");

function element(name, className, text = "") {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}

export function button(text, act, className = "") {
  const made = element("button", `desk-doctor__button ${className}`, text);
  made.type = "button";
  made.dataset.act = act;
  return made;
}

/** One line for each kind of which all can be mended at once. */
export function kinds(marks) {
  return Object.entries(rules).flatMap(([name, rule]) => {
    const same = marks.filter((mark) => mark.rule === name && mark.fixes.length);
    if (!rule.safe || same.length < 2) return [];
    const line = element("p", "desk-doctor__kind", `${rule.label} × ${same.length} `);
    const fix = button(say.fixAll, "fix-all");
    fix.dataset.rule = name;
    fix.setAttribute("aria-label", `${say.fixAll}: ${rule.label}`);
    line.append(fix);
    return [line];
  });
}

/** The marks `shown`, the first of all, under the names of their fields. */
export function groups(shown) {
  const found = [];
  for (const [number, mark] of shown.entries()) {
    const name = say[mark.field === "caption" ? "body" : mark.field];
    if (found.at(-1)?.name !== name) {
      const list = element("ul");
      found.push({ name, heading: element("h3", "desk-doctor__field", name), list });
    }
    found.at(-1).list.append(item(mark, number));
  }
  return found.flatMap(({ heading, list }) => [heading, list]);
}

const short = (text) => (text.length > 70 ? `${text.slice(0, 50)}… ${text.slice(-15)}` : text);
const visible = (text) => text.replaceAll("\u00a0", " ").replace(/ {2,}/g, (spaces) => "␣".repeat(spaces.length));
const mended = (mark, fix) => (mark.words.slice(0, mark.in_words) + fix + mark.words.slice(mark.in_words + mark.slip.length)).trim();

export function item(mark, number) {
  const line = element("li", "desk-doctor__mark");
  line.dataset.number = number;
  const where = mark.field === "caption" ? `${say.caption} · ` : "";
  line.append(element("p", "desk-doctor__rule", where + [rules[mark.rule]?.label, mark.why].filter(Boolean).join(": ")));
  const place = button("", "place", "desk-doctor__place");
  const at = mark.in_around - mark.in_words;
  place.append(
    mark.around.slice(0, at).replace(/^\S*\s(?=.{12})/s, "… "),
    element("mark", "", short(visible(mark.words))),
    mark.around.slice(at + mark.words.length).replace(/(?<=.{12})\s\S*$/s, " …"),
  );
  place.title = say.show;
  const choices = element("div", "desk-doctor__choices");
  mark.fixes.forEach((fix, which) => {
    const words = short(mended(mark, fix)) || say.remove;
    const made = button(words, "fix", "desk-doctor__fix");
    made.dataset.which = which;
    made.setAttribute("aria-label", `${say.fix}: ${words}`);
    made.disabled = cannotReach(mark);
    choices.append(made);
  });
  choices.append(button(say.ignore, "ignore"), button(say.ignoreEverywhere, "ignore-everywhere"));
  line.append(place, choices);
  return line;
}

export const cannotReach = (mark) => inBody(mark) && !isOpen();

export function ignoredLine(each) {
  const line = element("li", "desk-doctor__mark");
  const words = element("p", "", `${each.rule}: `);
  words.append(element("q", "", short(visible(each.words))), each.everywhere ? ` (${say.everywhere})` : "");
  line.append(words, element("p", "desk-doctor__rule", `${each.by}, ${each.at}`));
  const heed = button(say.heed, "heed");
  heed.dataset.number = each.number;
  heed.setAttribute("aria-label", `${say.heed}: ${each.words}`);
  line.append(heed);
  return line;
}
