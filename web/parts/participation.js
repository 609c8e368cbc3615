/** The states in which answers are counted, or may be. */
const COUNTED_STATES = ["asked", "agreed", "sending", "counted", "offline", "busy"];

/**
 * Asks a participant of a cohort whether their answers are to be counted, and counts them once: when a result is final, or
 * when the participant says so. Nothing is sent before they agree, and nothing is kept in the browser.
 *
 * `token` is the join token; `report` gets what a page around this one learns; `begin` moves the focus to the first
 * question. Returns the function to call after each new result; its argument says whether the participant has answered
 * the question that was asked.
 */
function participate(token, report, begin) {
  const section = document.getElementById("participation");
  if (!token || !section) return () => {};
  let state;
  /** What is sent; a repeat has the same key and body, so that it counts once. */
  let attempt;
  const answered = () => document.getElementById("answered");

  /** Shows the texts and buttons of a state: a step of a participant, or a reason why nothing is counted. */
  function show(next) {
    const isKnown = section.querySelector(`[data-for~="${next}"]`);
    state = isKnown ? next : "busy";
    for (const part of section.querySelectorAll("[data-for]")) {
      part.hidden = !part.matches(`[data-for~="${state}"]`) || (part.dataset.do === "count" && !answered());
    }
    section.hidden = false;
    document.body.classList.toggle("asking", state === "asked");
    document.body.classList.toggle("counting", COUNTED_STATES.includes(state));
  }

  /** Ends with a reason why nothing is counted. */
  function refuse(reason) {
    attempt = undefined;
    show(reason.startsWith("database_") ? "database" : reason);
    report("counted", { counted: false, reason });
  }

  async function count() {
    attempt ??= {
      key: [...crypto.getRandomValues(new Uint8Array(32))].map((byte) => byte.toString(16).padStart(2, "0")).join(""),
      body: JSON.stringify({ ...JSON.parse(answered().dataset.request), cohort: token, cohort_only: true }),
    };
    const { key, body } = attempt;
    show("sending");
    let response;
    try {
      const headers = { "Content-Type": "application/json", "Idempotency-Key": key };
      // It arrives even if the participant leaves the page at once.
      response = await fetch(section.dataset.api, { method: "POST", headers, body, keepalive: true });
      const { cohort, errors } = await response.json();
      if (cohort?.counted) {
        show("counted");
        forget();
        report("counted", cohort);
      } else if (cohort) {
        refuse(cohort.reason);
      } else if (errors?.some(({ pointer }) => pointer === "#/cohort")) {
        refuse("mistyped");
      } else {
        fail("busy");
      }
    } catch {
      fail(response ? "busy" : "offline");
    }
  }

  /** It is not known whether the answers were counted; the participant can try again. */
  function fail(reason) {
    show(reason);
    report("error", { reason });
  }

  /** The page in another language asks again, as long as nothing is counted. */
  function remember() {
    for (const link of document.querySelectorAll("a[hreflang]")) link.hash = location.hash;
  }
  function forget() {
    for (const link of document.querySelectorAll("a[hreflang]")) link.hash = "";
  }

  function update(isFinal) {
    if (state !== "agreed") return;
    if (isFinal && answered()?.dataset.finished === "true") count();
    else show("agreed");
  }

  section.addEventListener("click", ({ target }) => {
    const action = target.closest("[data-do]")?.dataset.do;
    if (!action) return;
    const wasAsked = state === "asked";
    if (action === "agree") {
      show("agreed");
      update(true);
    } else if (action === "decline") {
      show("declined");
    } else {
      count();
    }
    // The button is gone, and with it the focus.
    if (wasAsked) begin();
    else section.focus();
  });

  remember();
  const objection = navigator.globalPrivacyControl ? "gpc" : navigator.doNotTrack === "1" ? "dnt" : undefined;
  if (objection) {
    refuse(objection);
    return () => {};
  }
  show("asked");
  joinTokenFault(token).then((fault) => fault && refuse(fault));
  return update;
}
