// Signing in again without leaving the page, when the session has ended while somebody was writing.

const dialog = document.getElementById("desk-signin");

if (dialog) {
  const form = dialog.querySelector("form");
  const password = dialog.querySelector("input[type=password]");
  const error = dialog.querySelector("[role=alert]");
  const why = dialog.querySelector("[data-why]");
  const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";
  let declined = false;

  document.addEventListener("desk:signed-out", (event) => {
    if (event.detail.why) why.textContent = event.detail.why;
    // Who has said "later" is asked again when they save.
    if (dialog.open || (declined && !event.detail.saving)) return;
    error.textContent = "";
    dialog.showModal();
    password.focus();
  });

  const later = () => {
    declined = true;
    document.dispatchEvent(new CustomEvent("desk:sign-in-later"));
  };
  dialog.addEventListener("cancel", later);
  dialog.querySelector("[data-later]").addEventListener("click", () => {
    dialog.close();
    later();
  });

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    error.textContent = "";
    const button = form.querySelector("button[type=submit]");
    button.disabled = true;
    try {
      // The sign-in page sets the cookie of the token, where it has gone with the session.
      if (!token()) await fetch(form.action);
      const answer = await fetch(form.action, {
        method: "POST",
        body: new URLSearchParams(new FormData(form)),
        headers: { "X-CSRFToken": token() },
        redirect: "manual",
      });
      // Whoever is let in is sent on to the desk; that page is not needed.
      if (answer.type === "opaqueredirect") return signedIn();
      error.textContent = answer.status === 429 ? error.dataset.locked : answer.ok ? error.dataset.wrong : error.dataset.offline;
    } catch {
      error.textContent = error.dataset.offline;
    } finally {
      button.disabled = false;
      password.value = "";
    }
    password.focus();
  });

  function signedIn() {
    declined = false;
    dialog.close();
    // Every form of the page was made for the session that ended.
    for (const each of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) each.value = token();
    document.dispatchEvent(new CustomEvent("desk:signed-in"));
  }
}
