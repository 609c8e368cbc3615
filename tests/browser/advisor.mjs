// The advisor as visitors use it: by mouse, by keyboard, without JavaScript, offline in the middle.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { assertAccessible } from "./accessibility.mjs";
import { openWatched, picture, startBrowser } from "./browser.mjs";
import { startService } from "./service.mjs";

const DESKTOP = { width: 1280, height: 900 };
// Also a screen of 1280 pixels at 400 % zoom.
const NARROW = { width: 320, height: 700 };
const MAX_QUESTIONS = 20;
const MAX_KILOBYTES = 60;
const MAX_REQUESTS = 3;

let service;
let browser;
before(async () => {
  service = await startService();
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await service?.stop();
});

/** Opens the page without a watch over failed requests. */
async function open(url, options = {}) {
  const context = await browser.newContext({ viewport: DESKTOP, ...options });
  const page = await context.newPage();
  await page.goto(`${service.url}${url}`, { waitUntil: "load" });
  return { context, page };
}

const question = (page) => page.locator("#next [data-question]").getAttribute("data-question", { timeout: 5000 });
const isSettled = (page) => page.locator("#next .settled").isVisible();

/** Waits until another question, or none, is asked. */
const moved = (page, from) =>
  page.waitForFunction(
    (from) => {
      const card = document.querySelector("#next [data-question]");
      return (!card || card.dataset.question !== from) && !document.body.classList.contains("waiting");
    },
    from,
  );

/** Waits for the service. */
const rested = (page) => page.waitForFunction(() => !document.body.classList.contains("waiting"));

async function assertFits(page, state) {
  const { width, window } = await page.evaluate(() => ({
    width: document.documentElement.scrollWidth,
    window: document.documentElement.clientWidth,
  }));
  assert.ok(width <= window, `${state}: the page is ${width} pixels wide, the window ${window}`);
}

for (const language of ["en", "tr"]) {
  for (const colorScheme of ["light", "dark"]) {
    for (const [size, viewport] of [["desktop", DESKTOP], ["320", NARROW]]) {
      const name = `advisor-${language}-${colorScheme}-${size}`;
      test(`${name}: from the start to a settled result by mouse`, async () => {
        const { page, assertClean } = await openWatched(browser, `${service.url}/?lang=${language}`, { viewport, colorScheme });
        const check = async (state) => {
          await page.screenshot({ path: picture(`${name}-${state}`), fullPage: true });
          await assertFits(page, state);
          await assertAccessible(page, `${name} ${state}`);
        };
        await check("1-start");
        let answered = 0;
        while (!(await isSettled(page))) {
          assert.ok(answered < MAX_QUESTIONS, "the result is settled after some questions");
          const asked = await question(page);
          const option = page.locator("#next .option").first();
          if ((await option.locator("input").getAttribute("type")) === "radio") {
            await option.click();
          } else {
            await option.click();
            await rested(page);
            await page.locator("#next button.primary").click();
          }
          await moved(page, asked);
          assert.ok(page.url().includes(`${asked}=`), `the address has the answer: ${page.url()}`);
          answered += 1;
          if (answered === 2) await check("2-answers");
        }
        await page.locator("#all > summary").click();
        await check("3-settled");
        const storage = await page.evaluate(() => [document.cookie, localStorage.length, sessionStorage.length]);
        assert.deepEqual(storage, ["", 0, 0], "nothing is kept in the browser");
        const permalink = await page.locator("#permalink").getAttribute("href");
        const here = await page.locator("#headline h1").innerText();
        await page.goto(new URL(permalink, service.url).href);
        assert.equal(await page.locator("#headline h1").innerText(), here, "the link shows the same result");
        assertClean();
      });
    }
  }
}

test("the keyboard alone leads to a settled result, and the focus is never lost", async () => {
  const { page, assertClean } = await openWatched(browser, `${service.url}/`, { viewport: DESKTOP });
  const focus = () => page.evaluate(() => document.activeElement.id || document.activeElement.textContent.trim());
  let steps = 0;
  do {
    await page.keyboard.press("Tab");
    assert.ok((steps += 1) < 30, "the question is near the beginning");
  } while (!(await focus()).startsWith("next-"));
  for (let answered = 0; !(await isSettled(page)); answered += 1) {
    assert.ok(answered < MAX_QUESTIONS, "the result is settled after some questions");
    const asked = await question(page);
    const isRadio = (await page.locator("#next .option input").first().getAttribute("type")) === "radio";
    const first = await focus();
    await page.keyboard.press("Space");
    await rested(page);
    assert.equal(await focus(), first, "the focus stays on the answer");
    assert.equal(await question(page), asked, "the question stays while answers are tried");
    if (isRadio) {
      await page.keyboard.press("ArrowDown");
      await rested(page);
    }
    await page.keyboard.press("Enter");
    await moved(page, asked);
    assert.equal(await focus(), "next-question");
    assert.notEqual(await page.evaluate(() => document.activeElement.tagName), "BODY", "the focus is not lost");
    if (!(await isSettled(page))) await page.keyboard.press("Tab");
  }
  assert.notEqual(await page.locator("#live").innerText(), "", "the result is announced");
  assertClean();
});

test("without JavaScript the form leads to a settled result", async () => {
  const { page, assertClean } = await openWatched(browser, `${service.url}/?lang=tr`, { viewport: DESKTOP, javaScriptEnabled: false });
  let answered = 0;
  while (!(await isSettled(page))) {
    assert.ok(answered < MAX_QUESTIONS, "the result is settled after some questions");
    const asked = await question(page);
    await page.locator("#next .option input").first().check();
    await page.locator("#next button.primary").click();
    assert.ok(new URL(page.url()).searchParams.has(asked), page.url());
    answered += 1;
  }
  assert.equal(new URL(page.url()).searchParams.get("lang"), "tr");
  await page.screenshot({ path: picture("advisor-no-script"), fullPage: true });
  assert.equal(await page.locator("#copy").isVisible(), false, "what needs a script is hidden");
  assertClean();
});

test("offline in the middle, the answers stay and can be sent again", async () => {
  const { context, page } = await open("/?project_type=rest_api");
  const asked = await question(page);
  await context.setOffline(true);
  await page.locator("#next .option").nth(1).click();
  await page.locator("#trouble").waitFor({ state: "visible" });
  assert.ok(await page.locator("#next .option input").nth(1).isChecked(), "the answer stays");
  assert.equal(await page.locator("[data-case=offline]").isVisible(), true);
  await assertAccessible(page, "offline");
  await page.screenshot({ path: picture("advisor-offline"), fullPage: false });
  await context.setOffline(false);
  await page.locator("#again").click();
  await moved(page, asked);
  assert.equal(await page.locator("#trouble").isVisible(), false);
  assert.ok(page.url().includes(`${asked}=`));
});

test("a busy service keeps the answers", async () => {
  const { page } = await open("/");
  await page.route("**/?*", (route) => route.fulfill({ status: 503, contentType: "application/problem+json", body: "{}" }));
  await page.locator("#next .option").first().click();
  await page.locator("[data-case=busy]").waitFor({ state: "visible" });
  assert.ok(await page.locator("#next .option input").first().isChecked());
});

test("a description becomes answers that can be changed, and never a part of the address", async () => {
  const { page, assertClean } = await openWatched(browser, `${service.url}/`, { viewport: DESKTOP });
  await page.locator("#text").fill("We are a small team and build a REST API with PostgreSQL for a mobile app. We need documentation for callers.");
  await page.locator("#describe button").click();
  await page.locator("#understood mark").first().waitFor();
  await assertAccessible(page, "understood");
  await page.screenshot({ path: picture("advisor-understood"), fullPage: true });
  assert.ok(page.url().includes("project_type=rest_api") && !page.url().includes("text="), page.url());
  await page.locator("#all > summary").click();
  await page.locator("#answer-project_type").selectOption("cms");
  await rested(page);
  assert.ok(page.url().includes("project_type=cms"), page.url());
  assert.equal(await page.evaluate(() => document.activeElement.id), "answer-project_type", "the focus stays");
  assert.equal(await page.locator("#all").evaluate((details) => details.open), true, "the list stays open");
  const chips = await page.locator(".chips li").count();
  await page.locator(".chips .remove").first().click();
  await page.waitForFunction((chips) => document.querySelectorAll(".chips li").length < chips, chips);
  assertClean();
});

test("a question can be skipped, and a feature can be a must", async () => {
  const { page, assertClean } = await openWatched(browser, `${service.url}/`, { viewport: DESKTOP });
  const asked = await question(page);
  await page.locator("#next button[name=skip]").click();
  await moved(page, asked);
  await page.locator("#all > summary").click();
  await page.locator("#must-admin_interface").check();
  await rested(page);
  assert.ok(page.url().includes("must_have=admin_interface") && page.url().includes(`skip=${asked}`), page.url());
  await page.locator("#excluded").waitFor();
  await assertAccessible(page, "must");
  assertClean();
});

test("the first view is light and does not move", async () => {
  for (const address of ["/", "/?project_type=rest_api&features=orm,api_docs&lang=tr"]) {
    const context = await browser.newContext({ viewport: DESKTOP });
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send("Network.enable");
    let bytes = 0;
    let requests = 0;
    session.on("Network.loadingFinished", ({ encodedDataLength }) => {
      bytes += encodedDataLength;
      if (encodedDataLength > 0) requests += 1;
    });
    await page.goto(`${service.url}${address}`, { waitUntil: "networkidle" });
    const { shift, paint, long } = await page.evaluate(
      () =>
        new Promise((resolve) => {
          const found = { shift: 0, long: 0, paint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime };
          new PerformanceObserver((list) => list.getEntries().forEach((entry) => (found.shift += entry.value))).observe({ type: "layout-shift", buffered: true });
          new PerformanceObserver((list) => list.getEntries().forEach((entry) => (found.long += entry.duration - 50))).observe({ type: "longtask", buffered: true });
          setTimeout(() => resolve(found), 200);
        }),
    );
    console.log(`${address}: ${(bytes / 1000).toFixed(1)} KB in ${requests} requests, first paint ${Math.round(paint)} ms, blocked ${Math.round(long)} ms, shift ${shift}`);
    assert.ok(bytes <= MAX_KILOBYTES * 1000, `${bytes} bytes`);
    assert.ok(requests <= MAX_REQUESTS, `${requests} requests`);
    assert.ok(shift < 0.01, `a layout shift of ${shift}`);
    await context.close();
  }
});

test("the page prints its result", async () => {
  const { page } = await open("/?project_type=rest_api&features=orm");
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("#next").isVisible(), false, "a question is of no use on paper");
  assert.equal(await page.locator("#reasons").isVisible(), true);
  await page.screenshot({ path: picture("advisor-print"), fullPage: true });
});
