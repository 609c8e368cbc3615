// A teacher creates a cohort, a group answers, and the teacher reads, closes and deletes it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { assertAccessible } from "./accessibility.mjs";
import { openWatched, picture, startBrowser } from "./browser.mjs";
import { startService } from "./service.mjs";

let service;
let browser;
before(async () => {
  service = await startService(["--rate-limit", "off"]);
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await service?.stop();
});

/** What a participant sends, and whether it was counted. */
async function answer(cohort, projectType) {
  const response = await fetch(`${service.url}/v1/recommendations`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ answers: { project_type: projectType }, detail: "brief", cohort }),
  });
  return (await response.json()).cohort.counted;
}

for (const [language, colorScheme, width] of [
  ["en", "light", 1280],
  ["tr", "dark", 320],
]) {
  test(`a cohort from its creation to its end, ${language}, ${colorScheme}, ${width} pixels`, async () => {
    const options = { viewport: { width, height: 800 }, colorScheme };
    const { page, assertClean } = await openWatched(browser, `${service.url}/cohorts?lang=${language}`, options);
    const state = (name) => `cohort-${name}-${language}`;
    const look = async (name) => {
      await page.screenshot({ path: picture(state(name)), fullPage: true });
      await assertAccessible(page, state(name));
      const [wide, window] = await page.evaluate(() => [
        document.documentElement.scrollWidth,
        document.documentElement.clientWidth,
      ]);
      assert.ok(wide <= window, `${name}: the page is ${wide} pixels wide, the window ${window}`);
    };
    await look("new");
    await page.locator("#create button").click();
    await page.locator("#created").waitFor();
    await look("created");
    const join = await page.locator("#join").textContent();
    const read = await page.locator("#read").textContent();
    assert.match(join, /^fwj_/);
    assert.match(read, /^fwc_/);

    await page.locator("#teacher").click();
    await page.locator("#waiting").waitFor();
    await look("waiting");
    for (const projectType of [...Array(8).fill("rest_api"), ...Array(7).fill("cms")]) {
      assert.equal(await answer(join, projectType), true);
    }
    await page.reload();
    await page.locator("#figures").waitFor();
    await look("figures");
    const api = await fetch(`${service.url}/v1/cohorts/read`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ read_token: read }),
    });
    const { figures } = await api.json();
    assert.equal(await page.locator("#answers").textContent(), String(figures.answers));
    assert.equal(await page.locator("#tables table, #unanswered table").count(), figures.questions.length + 1);
    assert.equal(await page.evaluate(() => document.cookie + localStorage.length + sessionStorage.length), "00");

    await page.locator("#delete").evaluate((button) => (button.closest("details").open = true));
    await page.locator("#delete").click();
    await page.locator("#deleted").waitFor();
    await look("deleted");
    assertClean();
    assert.equal(await answer(join, "cms"), false, "a deleted cohort counts nothing");
  });
}

test("a code that is mistyped, or one for participants, is explained", async () => {
  const { page } = await openWatched(browser, `${service.url}/cohort#fwc_nothing`, {});
  await page.locator("#trouble [data-case=mistyped]").waitFor();
  await assertAccessible(page, "cohort-mistyped");
});
