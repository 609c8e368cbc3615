// Chromium, and a watch over what a page does behind the scenes.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

import { target } from "./service.mjs";

// The tools lie beside the build and not beside this file, where `import` would look for them.
const { chromium } = createRequire(join(target, "tools", "npm", "package.json"))("playwright-core");

const pictures = join(target, "screenshots");
mkdirSync(pictures, { recursive: true });

/** Path of a picture. */
export const picture = (name) => join(pictures, `${name}.png`);

/** Starts Debian's Chromium, with what it does by itself on the network switched off. */
export function startBrowser(flags = []) {
  return chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: [
      "--headless",
      // Root has no sandbox, and what is opened here is our own.
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
      ...flags,
    ],
  });
}

/**
 * Opens a page that notes everything that should not happen: errors in the console, exceptions,
 * violations of the content security policy, failed requests, requests to other hosts.
 * `assertClean` fails if anything was noted.
 */
export async function openWatched(browser, url, options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const faults = [];
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) =>
      console.error(`policy ${event.violatedDirective} blocks ${event.blockedURI}`),
    );
  });
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) {
      faults.push(`console: ${message.text()} (${message.location().url})`);
    }
  });
  page.on("pageerror", (error) => faults.push(`exception: ${error}`));
  page.on("requestfailed", (request) => faults.push(`failed: ${request.url()}: ${request.failure()?.errorText}`));
  page.on("request", (request) => {
    const { protocol, origin } = new URL(request.url());
    // Pictures inside a style sheet come from nowhere.
    if (protocol !== "data:" && origin !== new URL(url).origin) faults.push(`other host: ${request.url()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) faults.push(`${response.status()}: ${response.url()}`);
  });
  await page.goto(url, { waitUntil: "networkidle" });
  return { page, assertClean: () => assert.deepEqual(faults, [], "nothing goes wrong behind the page") };
}
