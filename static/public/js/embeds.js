// Puts a video's player where a link to it stands, once somebody asks for it. Without this the link leads to the video.

function play(link) {
  const frame = document.createElement("iframe");
  frame.src = `${link.dataset.player}?autoplay=1`;
  frame.title = link.dataset.title;
  frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
  frame.allowFullscreen = true;
  frame.referrerPolicy = "strict-origin-when-cross-origin";
  link.replaceWith(frame);
  frame.focus({ preventScroll: true }); // the keyboard goes on in the player, where the link was
}

for (const link of document.querySelectorAll("a[data-player]")) {
  // It acts in the page now and leads nowhere, and says so.
  link.setAttribute("role", "button");
  link.addEventListener("click", (event) => {
    // Whoever asks for a new tab, or a copy of the address, gets it.
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    play(link);
  });
  link.addEventListener("keydown", (event) => {
    if (event.key !== " ") return;
    event.preventDefault();
    play(link);
  });
}
