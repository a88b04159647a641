// A click on the picture says where its subject is; the two fields say it in numbers, and work without this.

const picture = document.querySelector(".desk-focus");
const fields = ["x", "y"].map((axis) => document.querySelector(`#id_focus_${axis}`));

if (picture && fields.every(Boolean)) {
  const mark = document.createElement("span");
  mark.className = "desk-focus__mark";
  picture.append(mark);
  picture.classList.add("desk-focus--set");

  const show = () => {
    const [x, y] = fields.map((field) => field.value);
    mark.hidden = x === "" || y === "";
    mark.style.left = `${x}%`;
    mark.style.top = `${y}%`;
  };

  picture.addEventListener("click", (event) => {
    const box = picture.getBoundingClientRect();
    const places = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
    places.forEach((place, axis) => {
      fields[axis].value = Math.round(Math.min(Math.max(place, 0), 1) * 100);
      fields[axis].dispatchEvent(new Event("input", { bubbles: true }));
    });
    show();
  });
  for (const field of fields) field.addEventListener("input", show);
  show();
}
