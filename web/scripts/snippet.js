// The page that makes a snippet: shows the snippet for the fields as they are, and copies it.

const form = document.getElementById("options");

async function update() {
  const fields = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""));
  const address = `${form.getAttribute("action")}?${fields}`;
  const response = await fetch(address, { headers: { Accept: "text/html" } });
  if (!response.ok) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const part of document.querySelectorAll("[data-part]")) {
    const fresh = page.getElementById(part.id);
    if (fresh && part.innerHTML !== fresh.innerHTML) part.replaceChildren(...fresh.childNodes);
  }
  history.replaceState(null, "", address);
  enable();
}

function enable() {
  for (const element of document.querySelectorAll(".script-only")) element.hidden = false;
}

// Without a connection, the button of the form still works.
form.addEventListener("change", () => update().catch(() => {}));

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(button.closest("section").querySelector("code").textContent);
  button.textContent = button.dataset.done;
});

enable();
