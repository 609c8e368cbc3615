// Makes the ranking move while questions are answered: after each change it fetches the page for the new answers and
// replaces the parts that differ. Without this script, the page is a plain form. It keeps nothing in the browser. With the
// join token of a cohort in the fragment, it asks whether the answers are to be counted.

const form = document.getElementById("answers");
const describe = document.getElementById("describe");
const trouble = document.getElementById("trouble");
const live = document.getElementById("live");
const QUESTION = "next";

/** The last request, to send it again. */
let last;
/** Ends the request that is under way. */
let controller;

/** The address of the page for the fields of the form, without empty ones. A question that is asked in full counts there. */
function address(submitter) {
  const asked = form.querySelector("[data-question]")?.dataset.question;
  const fields = new Map();
  const add = (name, value) => {
    if (value !== "") fields.set(name, [...(fields.get(name) ?? []), value]);
  };
  for (const element of form.elements) {
    const isField = element.name && element.type !== "submit" && element.type !== "fieldset";
    const isOff = ["radio", "checkbox"].includes(element.type) && !element.checked;
    const isDoubled = element.name === asked && !element.closest("[data-question]");
    if (isField && !isOff && !isDoubled) add(element.name, element.value);
  }
  if (submitter?.name) add(submitter.name, submitter.value);
  const query = [...fields].map(([name, values]) => `${encodeURIComponent(name)}=${values.map(encodeURIComponent).join(",")}`);
  return form.getAttribute("action") + (query.length ? `?${query.join("&")}` : "");
}

/** Shows what is wrong; the answers stay as they are. */
function fail(kind) {
  for (const text of trouble.querySelectorAll("[data-case]")) text.hidden = text.dataset.case !== kind;
  trouble.hidden = false;
}

/**
 * Fetches a page and shows it. `keep` is the id of a part that stays, `focus` the id of what gets the focus; `goesOn` if
 * the visitor has answered the question that was asked.
 */
async function show(url, { body, keep, focus, goesOn = false } = {}) {
  last = () => show(url, { body, keep, focus, goesOn });
  controller?.abort();
  const own = (controller = new AbortController());
  document.body.classList.add("waiting");
  try {
    const headers = { Accept: "text/html" };
    if (body) headers["Content-Type"] = "application/x-www-form-urlencoded";
    const response = await fetch(url, { method: body ? "POST" : "GET", body, headers, signal: own.signal });
    const type = response.headers.get("Content-Type") ?? "";
    if (!response.ok || !type.startsWith("text/html")) return fail("busy");
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    if (own.signal.aborted) return;
    trouble.hidden = true;
    replace(page, keep);
    if (focus) document.getElementById(focus)?.focus({ preventScroll: focus === "main" });
    // The canonical address contains no text.
    const link = new URL(page.querySelector("link[rel=canonical]").href, location.href);
    const skip = new URL(response.url).searchParams.get("skip");
    const query = link.search + (skip ? `${link.search ? "&" : "?"}skip=${skip}` : "");
    history.replaceState(null, "", link.pathname + query + location.hash);
    document.title = page.title;
    live.textContent = page.getElementById("announcement")?.dataset.text ?? "";
    update(goesOn);
  } catch (error) {
    if (error.name !== "AbortError") fail("offline");
  } finally {
    if (controller === own) document.body.classList.remove("waiting");
  }
}

/** Replaces the parts of the page that differ. Focus and opened details stay. */
function replace(page, keep) {
  const active = document.activeElement?.id;
  const opened = [...document.querySelectorAll("details[open][id]")].map((details) => details.id);
  for (const part of document.querySelectorAll("[data-part]")) {
    const fresh = page.getElementById(part.id);
    if (!fresh || part.id === keep || part.innerHTML === fresh.innerHTML) continue;
    part.replaceChildren(...fresh.childNodes);
  }
  for (const id of opened) document.getElementById(id)?.setAttribute("open", "");
  if (active && document.activeElement?.id !== active) document.getElementById(active)?.focus();
  enable();
}

/** Shows what needs a script. */
function enable() {
  for (const element of document.querySelectorAll(".script-only")) element.hidden = false;
}

form.addEventListener("change", (event) => {
  const isAsked = event.target.closest("[data-question]") !== null;
  // A pointer on an answer goes on to the next question. With the keyboard, the question stays until the visitor goes
  // on, so that arrow keys can try its answers.
  const goesOn = isAsked && event.target.type === "radio" && pointed;
  show(address(), goesOn ? { focus: "next-question", goesOn } : { keep: isAsked ? QUESTION : undefined });
});

let pointed = false;
form.addEventListener("pointerdown", () => (pointed = true));
form.addEventListener("keydown", () => (pointed = false));

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const goesOn = Boolean(event.submitter?.closest(`#${QUESTION}`));
  show(address(event.submitter), { focus: goesOn ? "next-question" : undefined, goesOn });
});

describe.addEventListener("submit", (event) => {
  event.preventDefault();
  show(describe.getAttribute("action"), { body: new URLSearchParams(new FormData(describe)).toString() });
});

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-answer]");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    show(link.getAttribute("href"), { focus: "main" });
  }
  const button = event.target.closest("button");
  if (button?.id === "print") window.print();
  if (button?.id === "again") last?.();
  if (button?.id === "copy") {
    try {
      const record = await fetch(document.getElementById("record").href, { headers: { Accept: "text/markdown" } });
      await navigator.clipboard.writeText(await record.text());
      button.textContent = live.textContent = button.dataset.done;
    } catch {
      fail("offline");
    }
  }
});

enable();
const token = new URLSearchParams(location.hash.slice(1)).get("cohort")?.trim();
const update = participate(token, forgetCounted, () => document.getElementById("next-question")?.focus());

// A link with a token that is opened where the page is already open changes the fragment only.
addEventListener("hashchange", () => {
  if (new URLSearchParams(location.hash.slice(1)).has("cohort")) location.reload();
});

/** Removes the token from the address once the answers are counted, so that loading the page again does not ask again. */
function forgetCounted(type, { counted }) {
  if (counted) history.replaceState(null, "", location.pathname + location.search);
}
