// Pictures of the text: a new one or one of the collection, with caption, credit and the words for who cannot see it.

import { ask, insertBlock, instead, refuse } from "./ask.js";
import { data, say, token } from "./data.js";

const dialog = document.getElementById("desk-figure");
const field = (name) => document.getElementById(`desk-figure-${name}`);
const photos = dialog?.querySelector("[data-photos]");
const chosen = dialog?.querySelector("[data-chosen]");
const progress = dialog?.querySelector("[data-progress]");
const SOON = 250;

let photo = null; // of the collection

const escaped = (words) => window.CKEDITOR.tools.htmlEncodeAttr(words);

/** "Gieo mạ bên sông. Ảnh: Trần Mai" */
function captionOf(caption, credit) {
  const named = data.creditsThatNameThemselves.some((word) => credit.normalize("NFC").toLowerCase().startsWith(word));
  const told = credit && !named ? say("credit", { credit }) : credit;
  return [caption, told].filter(Boolean).join(" ");
}

// The collection ---------------------------------------------------------------------------------------------------------

function choose(found) {
  photo = found;
  field("file").value = "";
  show(found.picture);
  for (const name of ["caption", "credit", "alt"]) if (!field(name).dataset.typed) field(name).value = found[name];
}

function show(address) {
  chosen.hidden = !address;
  if (address) chosen.src = address;
}

function choice(found) {
  const label = document.createElement("label");
  label.className = "desk-figure__photo";
  label.title = found.text;
  const radio = Object.assign(document.createElement("input"), { type: "radio", name: "photo", value: found.id });
  radio.addEventListener("change", () => choose(found));
  const small = Object.assign(document.createElement("img"), { src: found.picture, alt: found.alt || found.text, loading: "lazy" });
  label.append(radio, small, Object.assign(document.createElement("span"), { textContent: found.text }));
  return label;
}

let turn = 0;
let timer = 0;

async function search() {
  const asked = ++turn;
  try {
    const answer = await fetch(`${data.photos}?${new URLSearchParams({ term: field("search").value })}`, { headers: { Accept: "application/json" } });
    const { results } = await answer.json();
    if (asked !== turn) return;
    photos.replaceChildren(...results.slice(0, 24).map(choice));
    if (!results.length) photos.textContent = say("noPictures");
  } catch {
    // no network, or signed out: said where a picture is uploaded
  }
}

// A new picture ------------------------------------------------------------------------------------------------------------

/** Resolves to what the server keeps ({ url, caption, credit, alt }) or { problem }; says how far it is. */
function upload(file) {
  const sent = new FormData();
  sent.set("upload", file);
  for (const [name, from] of [["caption", "caption"], ["credit", "credit"], ["alt_text", "alt"]]) sent.set(name, field(from).value);
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open("POST", data.upload);
    request.setRequestHeader("X-CSRFToken", token());
    request.upload.onprogress = ({ loaded, total }) => {
      progress.textContent = say("uploading", { percentage: Math.round((100 * loaded) / total) });
    };
    request.onloadend = () => {
      progress.textContent = "";
      let told = {};
      try {
        told = JSON.parse(request.responseText);
      } catch {
        // a page instead of an answer
      }
      done(told.uploaded ? told : { problem: told.error?.message ?? say("notUploaded") });
    };
    request.send(sent);
  });
}

function preview(file) {
  photo = null;
  photos.querySelectorAll("input").forEach((radio) => (radio.checked = false));
  if (!file?.type.startsWith("image/")) return show("");
  // The admin's policy allows data: pictures, not blob: ones.
  const reader = new FileReader();
  reader.addEventListener("load", () => show(reader.result));
  reader.readAsDataURL(file);
}

// In the text ------------------------------------------------------------------------------------------------------------

/** The figure at the cursor whose picture is still to come. */
function awaiting(editor) {
  const figure = editor.elementPath()?.contains("figure");
  return figure && !figure.findOne("img") ? figure : null;
}

function htmlOf(kept, place) {
  const side = place === "left" || place === "right" ? ` align-${place}` : "";
  const caption = window.CKEDITOR.tools.htmlEncode(captionOf(kept.caption, kept.credit));
  const picture = `<img src="${escaped(kept.url)}" alt="${escaped(kept.alt)}">`;
  const figure = `<figure class="image${side}">${picture}<figcaption>${caption}</figcaption></figure>`;
  return place === "center" ? `<div class="align-center">${figure}</div>` : figure;
}

function write(editor, kept, place, widget, figure) {
  editor.fire("saveSnapshot");
  if (widget) {
    widget.setData({ ...(kept.url && { src: kept.url, width: "", height: "" }), alt: kept.alt, align: place });
  } else {
    if (figure) {
      const range = editor.createRange();
      range.setStartBefore(figure);
      range.collapse(true);
      figure.remove();
      range.select();
    }
    insertBlock(editor, htmlOf(kept, place));
  }
  editor.fire("saveSnapshot");
}

function reset(widget, figure) {
  photo = null;
  dialog.querySelector("form").reset();
  for (const name of ["caption", "credit", "alt"]) delete field(name).dataset.typed;
  for (const each of dialog.querySelectorAll("[data-caption]")) each.hidden = Boolean(widget);
  show(widget?.data.src ?? "");
  field("alt").value = widget?.data.alt ?? "";
  field("place").value = widget?.data.align ?? "none";
  if (widget) field("alt").dataset.typed = "";
  if (!figure) return;
  field("caption").value = figure.getText().trim();
  field("caption").dataset.typed = "as before";
  // Who took it is often said in the caption already.
  if (/ảnh|nguồn/i.test(field("caption").value)) field("credit").dataset.typed = "in the caption";
}

function open(editor) {
  const focused = editor.widgets.focused;
  const widget = focused?.name === "image" ? focused : null;
  const figure = widget ? null : awaiting(editor);
  reset(widget, figure);
  search();
  ask(editor, dialog, async (_button, back) => {
    const file = field("file").files[0];
    if (!file && !photo && !widget) return refuse(dialog, say("noPicture"), field("file"));
    const words = { caption: field("caption").value.trim(), credit: field("credit").value.trim(), alt: field("alt").value.trim() };
    let kept = { ...words, url: photo?.url };
    if (file) {
      kept = await upload(file);
      if (kept.problem) return refuse(dialog, kept.problem, field("file"));
      // What an agency wrote into the picture is taken where nobody wrote anything here.
      for (const name of ["caption", "credit"]) if (field(name).dataset.typed) kept[name] = words[name];
    }
    dialog.close();
    back();
    write(editor, kept, field("place").value, widget, figure);
    return false;
  });
}

for (const name of dialog ? ["caption", "credit", "alt"] : []) {
  field(name).addEventListener("input", () => (field(name).dataset.typed = field(name).value ? "by hand" : ""));
}
dialog?.addEventListener("change", (event) => event.target === field("file") && preview(field("file").files[0]));
if (dialog) {
  // Unfold writes the name of any chosen file into a field of its own, which stands by its own inputs alone.
  field("file").hasChangeListener = true;
  field("search").addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, SOON);
  });
  // Enter in the search is no answer.
  field("search").addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
}

export function figures(editor) {
  editor.widgets.registered.image.insert = () => open(editor);
  instead(editor, "image2", () => open(editor));
}
