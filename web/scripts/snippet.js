// The page that makes a snippet: shows the snippet for the fields as they are. The join token of a cohort stays in the
// page: its field has no name, and this script puts it into the snippets.

const form = document.getElementById("options");
const joinToken = document.getElementById("join-token");

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
  await fillIn();
  enable();
}

/** Puts the join token into the snippets, or says what is wrong with it. */
async function fillIn() {
  const token = joinToken.value.trim();
  const fault = token ? await joinTokenFault(token) : undefined;
  // Another one was typed meanwhile.
  if (token !== joinToken.value.trim()) return;
  for (const text of form.querySelectorAll("[data-fault]")) text.hidden = text.dataset.fault !== fault;
  joinToken.setAttribute("aria-invalid", String(fault !== undefined));
  for (const place of document.querySelectorAll("[data-cohort]")) {
    place.textContent = token && !fault ? place.dataset.cohort.replace("%", token) : "";
  }
  preview(fault ? "" : token);
}

/** Shows the preview as a participant of the cohort sees it, or without a cohort. */
function preview(token) {
  const frame = document.querySelector("#preview iframe");
  const [address] = frame.getAttribute("src").split("#");
  const source = token ? `${address}#cohort=${token}` : address;
  document.getElementById("preview-counts").hidden = !token;
  if (source === frame.getAttribute("src")) return;
  // A new frame, because one that only gets another fragment does not read it.
  const fresh = frame.cloneNode();
  fresh.setAttribute("src", source);
  frame.replaceWith(fresh);
}

function enable() {
  for (const element of document.querySelectorAll(".script-only")) element.hidden = false;
}

// Without a connection, the button of the form still works.
form.addEventListener("change", ({ target }) => target === joinToken || update().catch(() => {}));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  update().catch(() => form.submit());
});
joinToken.addEventListener("input", fillIn);

joinToken.value = new URLSearchParams(location.hash.slice(1)).get("cohort") ?? "";
fillIn();
enable();
