// Says below a field of date and time which day of the week that is.

for (const field of document.querySelectorAll("input[data-weekday]")) {
  const day = document.createElement("output");
  day.className = "desk-weekday";
  day.setAttribute("for", field.id);
  field.after(day);
  const language = document.documentElement.lang || "vi";
  const format = new Intl.DateTimeFormat(language, { dateStyle: "full", timeStyle: "short", hourCycle: "h23" });
  const show = () => {
    const typed = field.value && new Date(field.value);
    day.textContent = typed && !Number.isNaN(typed.valueOf()) ? format.format(typed) : "";
  };
  field.addEventListener("input", show);
  show();
}
