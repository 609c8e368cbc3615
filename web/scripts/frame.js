// The advisor in a frame: fetches the frame after an answer and replaces the parts that differ, reports height and
// result to the page around it, and shows its course links. It keeps nothing in the browser. Without this script, the
// answers are plain links. With the join token of a cohort in the fragment, it asks whether the answers are to be
// counted. docs/platforms.md describes the messages.

const SOURCE = "framewise";
const VERSION = 1;
const MAX_LINKS = 100;
const MAX_URL = 2000;
const MAX_TEXT = 200;
/** The prefix of a course link in the fragment: `#course_links.django=https://…`. */
const PREFIX = "course_links.";

const host = window.parent === window ? undefined : window.parent;
const trouble = document.getElementById("trouble");
const live = document.getElementById("live");
const blocked = document.getElementById("blocked");
// WordPress adds `#?secret=…` to the address of a frame.
const [fragment, secret] = location.hash.slice(1).split(/#?\?secret=([A-Za-z0-9]+)$/);

/** The links of the course, by the id of a framework. */
let courseLinks = new Map();
/** The last request, to send it again. */
let last;
/** Ends the request that is under way. */
let controller;
let reported;
/** Learns of each new result. */
let update = () => {};

/** Sends a message to the page around the frame. */
function tell(type, data) {
  host?.postMessage({ source: SOURCE, version: VERSION, type, ...data }, "*");
}

/** Reports the height that the frame needs, to WordPress in its own form. */
function tellHeight() {
  const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
  tell("height", { height });
  if (secret) host?.postMessage({ message: "height", value: height, secret }, "*");
}

/** Reports the result, if it has changed. */
function tellResult() {
  const outcome = document.getElementById("outcome")?.dataset.outcome;
  if (!outcome || outcome === reported) return;
  reported = outcome;
  const result = JSON.parse(outcome);
  const answers = Object.entries(result.answers).map(([name, value]) => [name, value.split(",")]);
  const permalink = new URL(result.permalink, location.href).href;
  tell("result", { result: { ...result, answers: Object.fromEntries(answers), permalink } });
}

/** A web address, if it is one and not too long. */
function webAddress(text) {
  if (typeof text !== "string" || text.length > MAX_URL) return undefined;
  try {
    const { protocol, href } = new URL(text);
    return /^https?:$/.test(protocol) && href.length <= MAX_URL ? href : undefined;
  } catch {
    return undefined;
  }
}

/** Takes the links of the course that are web addresses. */
function setCourseLinks(entries) {
  courseLinks = new Map();
  for (const [framework, link] of entries.slice(0, MAX_LINKS)) {
    const url = webAddress(link?.url);
    const text = typeof link?.text === "string" ? link.text.trim().slice(0, MAX_TEXT) : "";
    if (url) courseLinks.set(framework, { url, text: text || url });
  }
  showCourseLinks();
}

function showCourseLinks() {
  for (const place of document.querySelectorAll("[data-course]")) {
    const found = courseLinks.get(place.dataset.course);
    place.hidden = !found;
    if (!found) continue;
    const link = place.querySelector("a");
    link.href = found.url;
    link.textContent = found.text;
    link.target = "_blank";
    link.rel = "noopener noreferrer";
  }
}

/** Shows what is wrong; the answers stay as they are. */
function fail(reason) {
  for (const text of trouble.querySelectorAll("[data-case]")) text.hidden = text.dataset.case !== reason;
  trouble.hidden = false;
  tell("error", { reason });
}

/** Fetches the frame after an answer. `focus` is the id of what gets the focus. */
async function show(url, focus) {
  last = () => show(url, focus);
  controller?.abort();
  const own = (controller = new AbortController());
  document.body.classList.add("waiting");
  try {
    const response = await fetch(url, { headers: { Accept: "text/html" }, signal: own.signal });
    const type = response.headers.get("Content-Type") ?? "";
    if (!response.ok || !type.startsWith("text/html")) return fail("busy");
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    if (own.signal.aborted) return;
    trouble.hidden = true;
    replace(page);
    document.getElementById(focus)?.focus();
    live.textContent = page.getElementById("announcement")?.dataset.text ?? "";
  } catch (error) {
    if (error.name !== "AbortError") fail("offline");
  } finally {
    if (controller === own) document.body.classList.remove("waiting");
  }
}

/** Replaces the parts that differ. Opened details stay open. */
function replace(page) {
  const opened = [...document.querySelectorAll("details[open][id]")].map((details) => details.id);
  for (const part of document.querySelectorAll("[data-part]")) {
    const fresh = page.getElementById(part.id);
    if (fresh && part.innerHTML !== fresh.innerHTML) part.replaceChildren(...fresh.childNodes);
  }
  for (const id of opened) document.getElementById(id)?.setAttribute("open", "");
  showCourseLinks();
  tellResult();
  update(true);
}

/** Opens a link in a tab of its own; where the sandbox forbids that, shows its address. */
function open(link) {
  const opened = window.open(link.href, "_blank");
  if (opened) {
    opened.opener = null;
    return;
  }
  if (secret) host?.postMessage({ message: "link", value: link.href, secret }, "*");
  blocked.querySelector("code").textContent = link.href;
  link.after(blocked);
  blocked.hidden = false;
}

document.addEventListener("click", (event) => {
  if (event.target.closest("#again")) last?.();
  const link = event.target.closest("a[href]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const { answer } = link.dataset;
  if (answer) {
    event.preventDefault();
    show(link.href, answer === "stay" ? link.id : "question");
  } else if (link.target === "_blank") {
    event.preventDefault();
    open(link);
  }
});

window.addEventListener("message", ({ source, data }) => {
  if (!host || source !== host || data?.source !== "framewise-host" || data.version !== VERSION) return;
  if (data.type === "course_links" && data.links && typeof data.links === "object") {
    setCourseLinks(Object.entries(data.links));
  }
});

const given = new URLSearchParams(fragment);
const links = [...given].filter(([name]) => name.startsWith(PREFIX));
setCourseLinks(links.map(([name, url]) => [name.slice(PREFIX.length), { url }]));
new ResizeObserver(tellHeight).observe(document.documentElement);
tell("ready", { language: document.documentElement.lang });
tellResult();
update = participate(given.get("cohort")?.trim(), tell, () => document.getElementById("question")?.focus());
