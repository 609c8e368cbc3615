// The service under a path of a site, behind nginx with TLS: every address that it gives out leads back to it.
import assert from "node:assert/strict";
import https from "node:https";
import { after, before, test } from "node:test";

import { openWatched, picture, startBrowser } from "../browser/browser.mjs";
import { renderDescription, startService } from "../browser/service.mjs";
import { NAME, freePort, startNginx } from "./nginx.mjs";

const PREFIX = "/framewise";

let site;
let service;
let nginx;
let browser;
before(async () => {
  const port = await freePort();
  site = `https://${NAME}:${port}`;
  service = await startService(["--public-url", `${site}${PREFIX}`, "--trusted-proxies", "127.0.0.1"]);
  await renderDescription(service);
  nginx = await startNginx(port, [new URL(service.url).port]);
  browser = await startBrowser([`--host-resolver-rules=MAP ${NAME} 127.0.0.1`, "--ignore-certificate-errors"]);
});
after(async () => {
  await browser?.close();
  await nginx?.stop();
  await service?.stop();
});

/** Asks an address of the site; the name leads to this machine. */
function ask(address, { method = "GET", headers = {}, body } = {}) {
  const url = new URL(address, `${site}${PREFIX}/`);
  assert.equal(url.origin, site, `${address} leads to another site`);
  assert.ok(url.pathname.startsWith(`${PREFIX}/`), `${address} leaves the path of the service`);
  const options = {
    method, headers: { host: url.host, ...headers }, ca: nginx.certificate, servername: NAME,
    host: "127.0.0.1", port: url.port, path: url.pathname + url.search,
  };
  return new Promise((resolve, reject) => {
    const request = https.request(options, async (response) => {
      const chunks = await response.toArray();
      const text = Buffer.concat(chunks).toString();
      resolve({ status: response.statusCode, headers: response.headers, text, json: () => JSON.parse(text) });
    });
    request.on("error", reject);
    request.end(body);
  });
}

const post = (path, body) =>
  ask(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

test("the permalink of a recommendation leads to it", async () => {
  const made = await post("v1/recommendations", { answers: { project_type: "cms" }, store: false });
  assert.equal(made.status, 200, made.text);
  const link = made.json().links.self;
  assert.ok(link.startsWith(`${site}${PREFIX}/v1/recommendations?`), link);
  const followed = await ask(link);
  assert.equal(followed.json().recommended, made.json().recommended);
});

test("the type of a problem leads to its page, also within a batch", async () => {
  const problem = await post("v1/recommendations", { colour: "red" });
  assert.equal(problem.status, 422);
  const batch = await post("v1/recommendations/batch", { requests: [{ colour: "red" }] });
  for (const { type } of [problem.json(), batch.json().results[0].problem]) {
    const page = await ask(type);
    assert.equal(page.status, 200, type);
    assert.match(page.text, /Invalid request/);
  }
});

test("every link of the pages leads to a page of the service", async () => {
  const seen = new Set();
  const pages = [`${site}${PREFIX}/`, `${site}${PREFIX}/problems/not-found`];
  for (const page of pages) {
    const { text } = await ask(page);
    for (const [, link] of text.matchAll(/<a [^>]*href="([^"#]+)"/g)) {
      const url = new URL(link.replaceAll("&amp;", "&"), page);
      if (url.origin === site) seen.add(url.href);
    }
  }
  assert.ok(seen.size > 3, [...seen].join(" "));
  for (const link of seen) {
    const { status } = await ask(link);
    assert.ok(status < 400, `${link}: ${status}`);
  }
});

test("the feed, the description and redirects name public addresses", async () => {
  const feed = await ask("v1/knowledge/changes.atom");
  assert.equal(feed.status, 200);
  for (const [, link] of feed.text.matchAll(/href="([^"]+)"/g)) {
    assert.ok(link.startsWith(`${site}${PREFIX}/`) || !link.startsWith(site), link);
  }
  const description = (await ask("openapi.json")).json();
  assert.deepEqual(description.servers.map((server) => server.url), [`${site}${PREFIX}`]);
  const redirect = await ask("swagger-ui");
  if (redirect.status >= 300 && redirect.status < 400) assert.ok((await ask(redirect.headers.location)).status < 400);
});

test("Swagger UI works under the path: try it out", async () => {
  const { page, assertClean } = await openWatched(browser, `${site}${PREFIX}/swagger-ui/`, {
    viewport: { width: 1280, height: 1000 }, ignoreHTTPSErrors: true,
  });
  const operation = page.locator(".opblock-post", {
    has: page.locator('.opblock-summary-path[data-path="/v1/recommendations"]'),
  });
  await operation.locator(".opblock-summary-control").click();
  await operation.getByRole("button", { name: "Try it out" }).click();
  const answered = page.waitForResponse((response) => response.request().method() === "POST");
  await operation.locator(".execute").click();
  const response = await answered;
  assert.equal(response.status(), 200);
  assert.equal(new URL(response.url()).pathname, `${PREFIX}/v1/recommendations`);
  await operation.locator(".live-responses-table").waitFor();
  await page.screenshot({ path: picture("swagger-ui-behind-nginx") });
  assertClean();
});

test("a client cannot choose its address", async () => {
  const answer = await ask("livez", { headers: { "x-forwarded-for": "192.0.2.1" } });
  assert.equal(answer.status, 200);
});
