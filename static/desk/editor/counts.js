// Words and characters below title, lead and text, measured by the house rules, and how long the text takes to read.

import { data, say } from "./data.js";
import { whenQuiet } from "./pause.js";
import { passages, wordCount } from "./text.js";

const QUIET = 300;

function lineBelow(field) {
  const line = document.createElement("p");
  line.className = "desk-count";
  line.id = `${field.id}-count`;
  (field.closest(".django-ckeditor-widget") ?? field).after(line);
  field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby") ?? ""} ${line.id}`.trim());
  return line;
}

const withLimit = (name, number, limit) => say(limit ? `${name}Of` : name, { number, limit });

function show(line, pieces, isBeyond) {
  const words = pieces.join(" · ");
  if (line.textContent !== words) line.textContent = words;
  line.classList.toggle("desk-count--beyond", isBeyond);
}

function countField(name) {
  const field = document.getElementById(`id_${name}`);
  if (!field) return;
  const line = lineBelow(field);
  const limits = data.limits[name];
  const count = () => {
    const text = field.value.normalize("NFC").trim();
    const [words, characters] = [wordCount(text), [...text].length];
    const pieces = [withLimit("words", words, limits.words), withLimit("characters", characters, limits.characters)];
    show(line, pieces, words > limits.words || characters > limits.characters);
  };
  field.addEventListener("input", count);
  count();
}

/** Counts what stands in the editor; articles.body.word_count() finds the same in what is stored of it. */
export function counts(editor) {
  const line = lineBelow(document.getElementById(editor.name));
  const kind = document.getElementById("id_kind");
  const count = () => {
    const text = editor.editable()?.$;
    if (!text) return;
    const words = passages(text, "figcaption").reduce((sum, passage) => sum + wordCount(passage.text), 0);
    const { least, notFor } = data.limits.body;
    const isShort = words < least && !notFor.includes(kind?.value);
    const minutes = Math.max(1, Math.round(words / data.wordsPerMinute));
    const pieces = [words && isShort ? say("wordsLeast", { number: words, limit: least }) : say("words", { number: words })];
    if (words) pieces.push(say("reading", { number: minutes }));
    show(line, pieces, false);
  };
  editor.on("change", whenQuiet(count, QUIET));
  kind?.addEventListener("change", count);
  count();
}

if (data) ["title", "lead"].forEach(countField);
