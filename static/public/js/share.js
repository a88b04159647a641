// Copies a story's address, or hands it to the device's own way of sharing. The links beside work without this.

for (const group of document.querySelectorAll("[data-share-address]")) {
  const { shareAddress: url, shareTitle: title } = group.dataset;
  const told = group.querySelector("[role=status]");

  group.querySelector("[data-copy]").addEventListener("click", async ({ currentTarget: button }) => {
    try {
      await navigator.clipboard.writeText(url);
      told.textContent = button.dataset.copied;
    } catch {
      // Not allowed, or no https: the address is there to be copied by hand.
      told.textContent = `${button.dataset.failed} ${url}`;
    }
  });

  group.querySelector("[data-share-native]").addEventListener("click", () => {
    navigator.share({ title, url }).catch(() => {}); // called off
  });
}
