// The reference pages as visitors use them: on a large and a small screen, in light and dark, by keyboard, without
// JavaScript, on paper.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { assertAccessible } from "./accessibility.mjs";
import { openWatched, picture, startBrowser } from "./browser.mjs";
import { startService } from "./service.mjs";

const DESKTOP = { width: 1280, height: 900 };
// Also a screen of 1280 pixels at 400 % zoom.
const NARROW = { width: 320, height: 700 };
const PAGES = {
  frameworks: "/frameworks",
  framework: "/frameworks/flask",
  compare: "/compare?frameworks=django,flask",
  "compare-three": "/compare?frameworks=django,flask,fastapi",
  "compare-choose": "/compare",
  method: "/method",
  statistics: "/statistics",
  privacy: "/privacy",
  corrections: "/corrections",
};

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

const address = (path, language) => `${service.url}${path}${path.includes("?") ? "&" : "?"}lang=${language}`;

async function assertFits(page, state) {
  const { width, window } = await page.evaluate(() => ({
    width: document.documentElement.scrollWidth,
    window: document.documentElement.clientWidth,
  }));
  assert.ok(width <= window, `${state}: the page is ${width} pixels wide, the window ${window}`);
}

for (const [name, path] of Object.entries(PAGES)) {
  for (const [size, viewport] of [
    ["desktop", DESKTOP],
    ["320", NARROW],
  ]) {
    for (const [language, colorScheme] of [
      ["en", "light"],
      ["tr", "dark"],
    ]) {
      const state = `${name}-${size}-${language}-${colorScheme}`;
      test(`${state}: the page loads without a fault, fits, and axe finds nothing`, async () => {
        const { page, assertClean } = await openWatched(browser, address(path, language), { viewport, colorScheme });
        await page.screenshot({ path: picture(state), fullPage: true });
        await assertFits(page, state);
        await assertAccessible(page, state);
        await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
        await assertFits(page, `${state} with everything open`);
        await assertAccessible(page, `${state} with everything open`);
        const storage = await page.evaluate(() => [document.cookie, localStorage.length, sessionStorage.length]);
        assert.deepEqual(storage, ["", 0, 0], "nothing is kept in the browser");
        assertClean();
      });
    }
  }
}

test("filters and comparisons work without JavaScript", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: DESKTOP });
  const page = await context.newPage();
  await page.goto(address("/frameworks", "tr"));
  const rows = page.locator("table.list tbody tr");
  const all = await rows.count();
  await page.locator("select[name=kind]").selectOption("micro");
  await page.locator("form.filters button").click();
  const some = await rows.count();
  assert.ok(some > 0 && some < all, `${some} of ${all} frameworks are micro frameworks`);
  assert.equal(await page.locator("html").getAttribute("lang"), "tr", "the language stays");
  assert.equal(await page.locator("select[name=kind]").inputValue(), "micro", "the choice stays");
  const boxes = page.locator("input[name=frameworks]");
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  await page.locator("form#compare button").click();
  assert.match(page.url(), /\/compare\?/);
  assert.equal(await page.locator("html").getAttribute("lang"), "tr", "the language stays");
  assert.equal(await page.locator("table.side-by-side").first().locator("thead th").count(), 3);
});

test("a link to a claim shows that claim", async () => {
  const claims = (await (await fetch(`${service.url}/v1/frameworks/flask`)).json()).claims;
  const { id } = claims.at(-1);
  const { page } = await openWatched(browser, `${service.url}/frameworks/flask#${id}`, { viewport: DESKTOP });
  const box = await page.locator(`[id="${id}"]`).boundingBox();
  assert.ok(box.y >= 0 && box.y < DESKTOP.height, "the claim is on the screen");
});

test("the keyboard opens a rating, filters the table and reaches wide tables", async () => {
  const { page } = await openWatched(browser, address("/frameworks/flask", "en"), { viewport: NARROW });
  const first = page.locator("details.rating").first();
  await first.locator("summary").focus();
  await page.keyboard.press("Enter");
  assert.equal(await first.evaluate((details) => details.open), true, "Enter opens it");
  // Between a phone and a desktop, tables with a column for each framework are wider than the screen.
  await page.setViewportSize({ width: 720, height: 800 });
  await page.goto(address("/compare?frameworks=django,flask,fastapi,litestar,quart,sanic,falcon,tornado", "en"));
  const region = page.locator(".scroll:has(.side-by-side)").first();
  await region.focus();
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction(() => document.activeElement.scrollLeft > 0);
  await page.goto(address("/frameworks", "en"));
  await page.locator("input[name=q]").focus();
  await page.keyboard.type("django");
  await page.keyboard.press("Enter");
  await page.waitForURL(/q=django/);
  assert.equal(await page.locator("table.list tbody tr").count(), 1);
});

test("a printed page has everything that is folded, and no forms", async () => {
  for (const path of ["/frameworks/flask", "/compare?frameworks=django,flask", "/frameworks"]) {
    const { page } = await openWatched(browser, address(path, "en"), { viewport: DESKTOP, colorScheme: "dark" });
    await page.emulateMedia({ media: "print" });
    await page.screenshot({ path: picture(`print-${path.split(/[/?]/)[1]}-${path.length}`), fullPage: true });
    assert.equal(await page.locator("form.filters:visible").count(), 0, "forms are of no use on paper");
    const hidden = await page.evaluate(
      () => [...document.querySelectorAll("details > :not(summary)")].filter((part) => !part.checkVisibility()).length,
    );
    const shown = await page.evaluate(() => document.querySelectorAll("details > :not(summary)").length);
    if (path !== "/frameworks") assert.ok(shown > hidden, `${path}: folded parts are printed`);
  }
});

test("an unknown framework is a page with what was meant", async () => {
  const context = await browser.newContext({ viewport: NARROW });
  const page = await context.newPage();
  const response = await page.goto(address("/frameworks/flsk", "en"));
  assert.equal(response.status(), 404);
  await page.screenshot({ path: picture("unknown-framework-320") });
  await assertAccessible(page, "unknown framework");
  await page.getByRole("link", { name: "Did you mean Flask?" }).click();
  assert.match(page.url(), /\/frameworks\/flask/);
});

test("a filter that is wrong in part is reported", async () => {
  const context = await browser.newContext({ viewport: DESKTOP });
  const page = await context.newPage();
  const response = await page.goto(address("/frameworks?kind=mirco&q=django", "en"));
  assert.equal(response.status(), 422);
  await page.screenshot({ path: picture("wrong-filter") });
  await assertAccessible(page, "wrong filter");
  assert.ok(await page.getByRole("alert").isVisible());
  assert.equal(await page.locator("input[name=q]").inputValue(), "django");
});

test("each page is small", async () => {
  for (const [name, path] of Object.entries(PAGES)) {
    const response = await fetch(address(path, "en"), { headers: { "accept-encoding": "gzip" } });
    const html = await response.text();
    const { gzipSync } = await import("node:zlib");
    const kilobytes = gzipSync(html).length / 1024;
    console.log(`${name}: ${(html.length / 1024).toFixed(0)} KB, ${kilobytes.toFixed(1)} KB compressed`);
    assert.ok(kilobytes < 60, `${name} has ${kilobytes} KB`);
  }
});
