// The story list: names of writers and tags are completed while they are typed.

const PAUSE = 200;

for (const list of document.querySelectorAll("datalist[data-choices]")) {
  const field = document.querySelector(`input[list="${list.id}"]`);
  let waiting;
  let asked = "";
  field?.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const typed = field.value.trim();
      if (!typed || typed === asked) return;
      asked = typed;
      const answer = await fetch(list.dataset.choices + encodeURIComponent(typed)).catch(() => null);
      // The filter works without; what was typed meanwhile asks again.
      if (!answer?.ok || asked !== typed) return;
      const found = await answer.json();
      const names = found.tags?.map((tag) => tag.name) ?? found.results.map((choice) => choice.text);
      list.replaceChildren(...names.slice(0, 10).map((name) => new Option(name, name)));
    }, PAUSE);
  });
}
