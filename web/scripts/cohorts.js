// Creates a cohort and shows its tokens, with the link and the snippet for participants. It keeps nothing in the browser.

const form = document.getElementById("create");
const language = document.documentElement.lang;
// The day before the month, as on all pages.
const locale = language === "en" ? "en-GB" : language;
const CASES = { 404: "unknown", 422: "mistyped", 429: "limit" };

/** Shows what is wrong; nothing without a case. */
function fail(kind) {
  const trouble = document.getElementById("trouble");
  for (const text of trouble.querySelectorAll("[data-case]")) text.hidden = text.dataset.case !== kind;
  trouble.hidden = !kind;
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const [weeks, participants] = ["weeks", "participants"].map((name) => Number(form.elements[name].value));
  try {
    const response = await fetch(form.dataset.api, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ weeks, participants }),
    });
    if (!response.ok) {
      // Without reading the problem to its end, the browser would keep the connection.
      await response.text();
      return fail(CASES[response.status] ?? "busy");
    }
    fail();
    show(await response.json());
  } catch {
    fail("busy");
  }
});

function show({ join_token, read_token, ends_on }) {
  document.getElementById("join").textContent = join_token;
  document.getElementById("read").textContent = read_token;
  const ends = document.getElementById("ends");
  ends.dateTime = ends_on;
  ends.textContent = new Date(`${ends_on}T00:00:00Z`).toLocaleDateString(locale, { timeZone: "UTC", dateStyle: "long" });
  // After the sign #, so that no server sees it.
  document.getElementById("teacher").href = `${form.dataset.teacher}#${read_token}`;
  const service = new URL(form.dataset.advisor, location.href).href;
  const fragment = `#cohort=${join_token}`;
  document.getElementById("link").textContent = service + fragment;
  document.getElementById("snippet").textContent = `<script src="${service}embed.js" async></script>
<framewise-advisor cohort="${join_token}">
  <a href="${service}${fragment}">framewise</a>
</framewise-advisor>`;
  document.getElementById("options").href = form.dataset.options + fragment;
  const created = document.getElementById("created");
  form.hidden = true;
  created.hidden = false;
  created.focus();
}
