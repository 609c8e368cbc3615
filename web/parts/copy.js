/** Copies the code in the same section after a click on a button `data-copy`, which then says so. */
document.addEventListener("click", async ({ target }) => {
  const button = target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(button.closest("section").querySelector("code").textContent);
  button.textContent = button.dataset.done;
});
