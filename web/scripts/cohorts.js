// Creates a cohort and shows its tokens. It keeps nothing in the browser.

const form = document.getElementById("create");
const CASES = { 404: "unknown", 422: "mistyped", 429: "limit" };

/** Shows what is wrong; nothing without a case. */
function fail(kind) {
  const trouble = document.getElementById("trouble");
  for (const text of trouble.querySelectorAll("[data-case]")) text.hidden = text.dataset.case !== kind;
  trouble.hidden = !kind;
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const weeks = Number(form.elements.weeks.value);
  try {
    const response = await fetch(form.dataset.api, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ weeks }),
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
  ends.textContent = new Date(`${ends_on}T00:00:00Z`).toLocaleDateString(document.documentElement.lang, { timeZone: "UTC", dateStyle: "long" });
  // After the sign #, so that no server sees it.
  document.getElementById("teacher").href = `${form.dataset.teacher}#${read_token}`;
  const created = document.getElementById("created");
  form.hidden = true;
  created.hidden = false;
  created.focus();
}
