// The story page: asks before a verb leaves typed words behind, shows the chosen lead picture.

const form = document.getElementById("article_form");

// A verb works on the story as it was last saved: say so before typed text is left behind. autosave.js marks the form. ----

document.addEventListener("submit", (event) => {
  if (!form || !("changed" in form.dataset) || !event.target.matches("form[data-verb]")) return;
  if (window.confirm(document.getElementById("desk-words")?.dataset.unsaved)) form.dataset.leaving = "";
  else event.preventDefault();
});

// What a merge still waits for: the page begins there.
document.querySelector(".desk-collision--unanswered")?.scrollIntoView({ block: "center" });

// A line that wraps: as high as its words, without line breaks, and Enter saves as in any other line. ----------------------

for (const field of document.querySelectorAll("textarea[data-one-line]")) {
  const fit = () => {
    field.style.height = "auto";
    // Without the frame the last line would be cut by it.
    field.style.height = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`;
  };
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    field.form.querySelector("button[type=submit]").click();
  });
  field.addEventListener("input", () => {
    if (/[\r\n]/.test(field.value)) {
      const before = field.value.slice(0, field.selectionStart).replace(/\s*[\r\n]+\s*/g, " ");
      field.value = before + field.value.slice(field.selectionStart).replace(/\s*[\r\n]+\s*/g, " ");
      field.setSelectionRange(before.length, before.length);
    }
    fit();
  });
  new ResizeObserver(fit).observe(field.parentElement);
  document.fonts.ready.then(fit);
}

// The chosen lead picture ----------------------------------------------------------------------------------------------------

const photo = document.getElementById("id_lead_photo");
const picture = document.querySelector(".desk-picture");

if (photo && picture) {
  const show = (address) => {
    picture.hidden = !address;
    if (address) picture.querySelector("img").src = address;
  };
  const $ = window.django?.jQuery;
  if ($) {
    // Before Django's autocomplete begins, when the page is complete: each choice with its small picture.
    $.fn.select2?.defaults.set("templateResult", (item) => {
      if (!item.picture) return item.text;
      const small = $("<img class='desk-choice__picture' alt='' loading='lazy'>").attr("src", item.picture);
      return $("<span class='desk-choice'></span>").append(small, document.createTextNode(item.text));
    });
    $(photo).on("select2:select", (event) => show(event.params.data.picture));
    $(photo).on("select2:clear", () => show(""));
  }
  document.getElementById("id_lead_photo_file")?.addEventListener("change", (event) => {
    const file = event.target.files[0];
    if (!file || !file.type.startsWith("image/")) return;
    // The admin's policy allows data: pictures, not blob: ones.
    const reader = new FileReader();
    reader.addEventListener("load", () => show(reader.result));
    reader.readAsDataURL(file);
  });
}
