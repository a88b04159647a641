// What unfold's frame opens by a click alone opens by the keyboard too, and has a name.

const words = document.querySelector(".desk-tools").dataset;

function enable(element) {
  element.tabIndex = 0;
  element.setAttribute("role", "button");
  element.addEventListener("keydown", (event) => {
    if (event.target !== element || (event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    element.click();
  });
}

const name = (selector, text) =>
  document.querySelectorAll(selector).forEach((element) => element.setAttribute("aria-label", text));

const frame = "#header-inner, #nav-sidebar-inner";
for (const part of document.querySelectorAll(frame)) {
  part.querySelectorAll("[x-on\\:click]:not(button, a[href], input)").forEach(enable);
}
name("#header-inner [x-on\\:click*=sidebarDesktopOpen], #header-inner [x-on\\:click*=sidebarMobileOpen]", words.menuName);
name("#nav-sidebar-inner [x-on\\:click*=openUserLinks]", words.accountName);
