// A form that keeps nothing while it is filled in: the browser asks before its changes are left behind.

const form = document.querySelector("form[data-guarded]");

if (form) {
  const state = () => new URLSearchParams(new FormData(form)).toString();
  const before = state();
  let saving = false;
  form.addEventListener("submit", () => { saving = true; });
  addEventListener("beforeunload", (event) => {
    if (!saving && state() !== before) event.preventDefault();
  });
}
