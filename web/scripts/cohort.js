// Shows the figures of a cohort. The read token comes from the part of the address after the sign #, which browsers send
// to no server, or from the form. It goes to the API in the body of requests and is kept nowhere.

const form = document.getElementById("open");
const api = form.dataset.api;
const language = document.documentElement.lang;
// The day before the month, as on all pages.
const locale = language === "en" ? "en-GB" : language;
const percent = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 });
const SIGNS = { about: "", at_least: "≥ ", at_most: "≤ " };
const CASES = { 404: "unknown", 410: "ended", 422: "mistyped", 429: "limit" };
const element = (id) => document.getElementById(id);

/** Shows what is wrong; nothing without a case. */
function fail(kind) {
  const trouble = element("trouble");
  for (const text of trouble.querySelectorAll("[data-case]")) text.hidden = text.dataset.case !== kind;
  trouble.hidden = !kind;
}

/** Sends the token to the API; the response, or nothing after what went wrong is shown. */
async function send(path) {
  const body = JSON.stringify({ read_token: form.elements.token.value.trim() });
  try {
    const response = await fetch(`${api}/${path}`, { method: "POST", headers: { "Content-Type": "application/json" }, body });
    if (response.ok) {
      fail();
      return response;
    }
    // Without reading the problem to its end, the browser would keep the connection.
    await response.text();
    fail(CASES[response.status] ?? "busy");
    return undefined;
  } catch {
    fail("busy");
    return undefined;
  }
}

/** The name of a question, an option or a framework in the language of the page; the id of one that it does not know. */
function name(subject, key) {
  const find = (id) => element("names").querySelector(`[data-key="${CSS.escape(id)}"]`)?.textContent;
  if (key === undefined) return find(subject) ?? subject;
  return (key === "not_answered" ? find(key) : find(`${subject}.${key}`)) ?? key;
}

function copy(id) {
  return element(id).content.cloneNode(true);
}

function table({ subject, cells, hidden }) {
  const made = copy("table");
  made.querySelector("caption").textContent = name(subject);
  for (const { key, answers, share, share_is } of cells) {
    const row = copy("row");
    row.querySelector("th").textContent = name(subject, key);
    row.querySelector("td").textContent = answers === null ? "–" : answers.toLocaleString(language);
    row.querySelector("span").textContent = SIGNS[share_is] + percent.format(share);
    row.querySelector(".fill").setAttribute("width", 100 * share);
    made.querySelector("tbody").append(row);
  }
  made.querySelector("tfoot span").textContent = hidden.toLocaleString(language);
  made.querySelector("tfoot").hidden = hidden === 0;
  return made;
}

/** Whether nothing is shown of a question but that nearly all left it open. */
function isUnanswered({ cells }) {
  return cells.length === 1 && cells[0].key === "not_answered";
}

/** Fills in a value, or the text for a hidden one. */
function fill(id, value) {
  const place = element(id);
  place.textContent = value ?? place.dataset.none;
}

function show({ ends_on, closed, figures }) {
  element("manage").hidden = false;
  element("closed").hidden = !closed;
  const ends = element("ends");
  ends.dateTime = ends_on;
  ends.textContent = new Date(`${ends_on}T00:00:00Z`).toLocaleDateString(locale, { timeZone: "UTC", dateStyle: "long" });
  element("waiting").hidden = figures !== null;
  element("figures").hidden = figures === null;
  element("csv").hidden = figures === null;
  if (figures === null) return;
  const { answers, result, winners, questions } = figures;
  fill("answers", answers.toLocaleString(language));
  fill("frameworks", result.frameworks.map((id) => name("winner", id)).join(", ") || null);
  fill("disagreement", result.disagreement === null ? null : percent.format(result.disagreement));
  fill("disputed", result.questions.length ? name(result.questions[0].question) : null);
  fill("typical", result.typical?.framework ? name("winner", result.typical.framework) : null);
  const [open, answered] = [true, false].map((isOpen) => questions.filter((question) => isUnanswered(question) === isOpen));
  element("tables").replaceChildren(table(winners), ...answered.map(table));
  element("unanswered").hidden = open.length === 0;
  element("unanswered").querySelector("div").replaceChildren(...open.map(table));
}

async function read() {
  const response = await send("read");
  if (!response) return;
  form.hidden = true;
  show(await response.json());
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  read();
});
element("csv").addEventListener("click", async () => {
  const response = await send("counts.csv");
  if (!response) return;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await response.blob());
  link.download = "cohort.csv";
  link.click();
  URL.revokeObjectURL(link.href);
});
element("close").addEventListener("click", async () => {
  if (await send("close")) await read();
});
element("delete").addEventListener("click", async () => {
  if (!(await send("delete"))) return;
  for (const id of ["figures", "manage", "waiting"]) element(id).hidden = true;
  element("deleted").hidden = false;
});

if (location.hash.length > 1) {
  form.elements.token.value = location.hash.slice(1);
  read();
}
