// The home page as it looks: in the light, in the dark, on a telephone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { openWatched, picture, startBrowser } from "./browser.mjs";
import { renderDescription, startService } from "./service.mjs";

const DESKTOP = { width: 1280, height: 900 };
const TELEPHONE = { width: 360, height: 740 };

let service;
let browser;
before(async () => {
  service = await startService();
  await renderDescription(service);
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await service?.stop();
});

for (const [name, viewport, colorScheme] of [
  ["home-light", DESKTOP, "light"],
  ["home-dark", DESKTOP, "dark"],
  ["home-360-light", TELEPHONE, "light"],
  ["home-360-dark", TELEPHONE, "dark"],
]) {
  test(`${name}: the page loads without a fault and fits the width of the screen`, async () => {
    const { page, assertClean } = await openWatched(browser, `${service.url}/`, { viewport, colorScheme });
    await page.screenshot({ path: picture(name), fullPage: true });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= viewport.width, `the page is ${width} pixels wide`);
    assertClean();
  });
}

test("the page follows the colour scheme of the system", async () => {
  const backgrounds = [];
  for (const colorScheme of ["light", "dark"]) {
    const { page } = await openWatched(browser, `${service.url}/`, { colorScheme });
    backgrounds.push(await page.evaluate(() => getComputedStyle(document.body).backgroundColor));
  }
  assert.notEqual(backgrounds[0], backgrounds[1]);
});

test("every link of the page to this service leads somewhere", async () => {
  const { page } = await openWatched(browser, `${service.url}/`);
  const links = await page.locator("a[href]").evaluateAll((all) => all.map((link) => link.href));
  const own = new Set(links.filter((link) => link.startsWith(service.url)).map((link) => link.split("#")[0]));
  assert.ok(own.size > 0, "there are links");
  for (const link of own) {
    assert.equal((await fetch(link)).status, 200, link);
  }
});
