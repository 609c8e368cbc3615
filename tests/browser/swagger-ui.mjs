// "Try it out" on a recommendation in Swagger UI, as somebody does who has just found this service.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { openWatched, picture, startBrowser } from "./browser.mjs";
import { renderDescription, startService } from "./service.mjs";

const PATH = "/v1/recommendations";

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

test("the first example of a recommendation works as it stands", async () => {
  const description = await (await fetch(`${service.url}/openapi.json`)).json();
  const { page, assertClean } = await openWatched(browser, `${service.url}/swagger-ui/`, {
    viewport: { width: 1280, height: 1000 },
  });
  const operation = page.locator(".opblock-post", {
    has: page.locator(`.opblock-summary-path[data-path="${PATH}"]`),
  });
  await operation.waitFor();
  await page.screenshot({ path: picture("swagger-ui-1-list"), fullPage: true });

  await operation.locator(".opblock-summary-control").click();
  await operation.getByRole("button", { name: "Try it out" }).click();
  await operation.locator("textarea.body-param__text").waitFor();
  await operation.screenshot({ path: picture("swagger-ui-2-try-it-out") });

  const answered = page.waitForResponse(
    (response) => new URL(response.url()).pathname === PATH && response.request().method() === "POST",
  );
  await operation.locator(".execute").click();
  const response = await answered;
  const { ranking } = await response.json();
  await operation.locator(".live-responses-table").waitFor();
  await operation.screenshot({ path: picture("swagger-ui-3-answer") });
  await operation.locator(".live-responses-table").scrollIntoViewIfNeeded();
  await page.screenshot({ path: picture("swagger-ui-4-answer-on-the-screen") });

  assert.deepEqual(response.request().postDataJSON(), firstExample(description), "the first example is sent");
  assert.equal(response.status(), 200);
  assert.ok(ranking.length > 0, "the ranking has frameworks");
  const shown = operation.locator(".live-responses-table");
  assert.match(await shown.locator(".response-col_status").last().innerText(), /^200/);
  assert.ok((await shown.innerText()).includes('"ranking"'), "the page shows the ranking");
  assertClean();
});

function firstExample(description) {
  const { example, examples } = description.paths[PATH].post.requestBody.content["application/json"];
  return example ?? Object.values(examples)[0].value;
}
