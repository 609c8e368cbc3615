// What a course can do with the result: show it, and prepare a statement for its record store.

const said = document.getElementById("said");
const statement = document.getElementById("statement");

document.addEventListener("framewise:result", ({ detail }) => {
  const share = detail.confidence?.toLocaleString("en", { style: "percent" });
  said.textContent = detail.recommended
    ? `The advisor ${detail.finished ? "recommends" : "has in first place so far"}: ${detail.name} (${share}).`
    : "No framework meets all demands.";
  // The course knows who learns; the advisor does not.
  const actor = { account: { homePage: location.origin, name: "the learner's id" } };
  statement.textContent = JSON.stringify({ actor, ...detail.statement }, null, 2);
});

document.addEventListener("framewise:counted", ({ detail }) => {
  document.getElementById("counted").textContent = detail.counted
    ? "Your answers were counted for the course."
    : `Your answers were not counted for the course (${detail.reason}).`;
});

document.addEventListener("framewise:error", ({ detail }) => {
  said.textContent = `The advisor reports a problem: ${detail.reason}.`;
});
