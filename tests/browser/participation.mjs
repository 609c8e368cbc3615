// Participants of a cohort: asked before they answer, counted once or not at all, in a frame and on the advisor's page.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { assertAccessible } from "./accessibility.mjs";
import { openWatched, picture, startBrowser } from "./browser.mjs";
import { answerOne, clickAtRest, events, findFrame, messages, rested } from "./frame.mjs";
import { startHost } from "./host.mjs";
import { startService } from "./service.mjs";

const WIDE = { width: 1024, height: 900 };
const NARROW = { width: 320, height: 700 };
const MAX_QUESTIONS = 20;
/** Answers from which on a cohort has figures. */
const MIN_ANSWERS = 10;
const COUNTED = "/v1/recommendations";

let service;
let host;
let browser;
before(async () => {
  service = await startService(["--rate-limit", "off", "--log", "trace", "--trusted-proxies", "127.0.0.1"]);
  host = await startHost();
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await host?.stop();
  await service?.stop();
});

let teachers = 0;

/** Sends a request of the teacher. One client creates 20 cohorts in a day, so each of these comes from another one. */
function post(path, body) {
  teachers += 1;
  const client = `10.0.${teachers >> 8}.${teachers & 255}`;
  const headers = { "Content-Type": "application/json", "X-Forwarded-For": client };
  return fetch(service.url + path, { method: "POST", headers, body: JSON.stringify(body) });
}

/** A new cohort: `join`, `read`, and `total`, which returns how many answers it had and makes it useless. */
async function newCohort(settings = {}) {
  const { join_token: join, read_token: read } = await (await post("/v1/cohorts", settings)).json();
  const hasFigures = async () => (await (await post("/v1/cohorts/read", { read_token: read })).json()).figures !== null;
  const total = async () => {
    for (let added = 0; ; added += 1) {
      // The database has sums of five answers; without this, the last ones are in memory.
      if (await hasFigures()) return MIN_ANSWERS - added;
      const answer = { answers: { project_type: "cms" }, draws: 1, cohort: join };
      assert.equal((await (await post(COUNTED, answer)).json()).cohort.counted, true);
    }
  };
  return { join, read, total };
}

/** Opens a page; `requests` are all that were sent, `counts` those that count answers. */
async function open(url, options = {}) {
  const context = await browser.newContext({ viewport: WIDE, locale: "en", ...options });
  const page = await context.newPage();
  const requests = [];
  const faults = [];
  context.on("request", (request) => requests.push(request));
  page.on("pageerror", (error) => faults.push(`exception: ${error}`));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  await page.goto(url, { waitUntil: "load" });
  const counts = () => requests.filter((request) => request.method() === "POST" && request.url().endsWith(COUNTED));
  return { context, page, requests, counts, assertClean: () => assert.deepEqual(faults, []) };
}

const strict = () => `default-src 'none'; img-src data:; script-src 'self' ${service.url}; frame-src ${service.url}`;

const elementIn = (token, attributes = "", options = {}) =>
  host.page(`<script src="${service.url}/embed.js" async></script>
    <framewise-advisor cohort="${token}" ${attributes}><a href="${service.url}/">Open the advisor</a></framewise-advisor>`, { policy: strict(), ...options });

const frameIn = (fragment, query = "?questions=project_type,database", sandbox = "allow-scripts") =>
  host.page(`<iframe src="${service.url}/embed${query}#${fragment}" sandbox="${sandbox}" title="Advisor" width="100%" height="900"></iframe>`, { policy: strict() });

/** The frame of the service in a page. */
const advisorIn = (page) => findFrame(page, service.url);

const does = (place, action) => place.locator(`#participation [data-do="${action}"]:visible`);
/** The states whose text is visible. */
const shown = (place) =>
  place.locator("#participation [data-for]:not(button)").evaluateAll((all) => all.filter((text) => text.checkVisibility()).map((text) => text.dataset.for));
const becomes = (place, state) => place.locator(`#participation :not(button)[data-for~="${state}"]`).waitFor();

/** Answers in a frame until no question is asked. */
async function answerAll(frame) {
  for (let answered = 0; !(await frame.locator("#next .settled").isVisible()); answered += 1) {
    assert.ok(answered < MAX_QUESTIONS, "the questions end");
    await answerOne(frame);
  }
}

/**
 * How much of the page moved without an input just before. What Chromium lays out without style before the first paint,
 * while a script that blocks rendering loads, is seen by nobody.
 */
const shift = (place) =>
  place.evaluate(
    () =>
      new Promise((resolve) => {
        let sum = 0;
        const [paint] = performance.getEntriesByName("first-paint");
        const isSeen = ({ hadRecentInput, startTime }) => !hadRecentInput && startTime > paint.startTime;
        const observer = new PerformanceObserver((list) => list.getEntries().forEach((entry) => (sum += isSeen(entry) ? entry.value : 0)));
        observer.observe({ type: "layout-shift", buffered: true });
        setTimeout(() => resolve(sum), 200);
      }),
  );

async function capture(page, name) {
  const before = page.viewportSize();
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width: before.width, height: Math.max(height, before.height) });
  await page.waitForTimeout(300);
  await page.screenshot({ path: picture(name), fullPage: true });
  await page.setViewportSize(before);
}

async function assertKeepsNothing(place) {
  const kept = await place.evaluate(() => {
    // A frame with an origin of its own may not even ask.
    if (self.origin === "null") return [0, 0, 0];
    return [document.cookie.length, localStorage.length, sessionStorage.length];
  });
  assert.deepEqual(kept, [0, 0, 0]);
}

/** Asserts that no request has a part of these tokens in its address or its referrer, and the log has none either. */
async function assertSecret(requests, ...tokens) {
  assert.ok(requests.length > 0 && service.log.length > 0);
  for (const token of tokens) {
    const part = token.slice(4, 36);
    for (const request of requests) {
      const { referer = "" } = await request.allHeaders();
      assert.ok(!`${request.url().split("#")[0]} ${referer}`.includes(part), `a token is in the address or the referrer of ${request.url()}`);
    }
    assert.ok(!service.log.join("\n").includes(part), "a token is in the log");
  }
}

for (const [language, theme, viewport] of [["en", "light", WIDE], ["tr", "dark", WIDE], ["en", "dark", NARROW], ["tr", "light", NARROW]]) {
  const name = `participant-${language}-${theme}-${viewport.width}`;
  test(`${name}: an element asks, then counts once when the questions are answered`, async () => {
    const cohort = await newCohort();
    const address = elementIn(cohort.join, `lang="${language}" theme="${theme}" questions="project_type,database,features"`);
    const { page, requests, counts, assertClean } = await open(address, { viewport });
    const frame = await advisorIn(page);
    assert.equal(await frame.evaluate(() => self.origin), "null");
    const look = async (state) => {
      await page.waitForTimeout(200);
      const [width, inner] = await frame.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
      assert.ok(width <= inner, `${state}: ${width} pixels in ${inner}`);
      await capture(page, `${name}-${state}`);
      await assertAccessible(frame, `${name} ${state}`);
    };
    await does(frame, "agree").waitFor();
    assert.equal(await frame.locator("#next").isVisible(), false, "the question comes after the choice");
    const [agree, decline] = await frame.locator("#participation button:visible").evaluateAll((all) =>
      all.map((button) => {
        const { width, height } = button.getBoundingClientRect();
        const { color, backgroundColor, borderColor, fontWeight } = getComputedStyle(button);
        return { width, height, color, backgroundColor, borderColor, fontWeight };
      }),
    );
    assert.deepEqual(agree, decline, "both choices have equal weight");
    assert.ok((await shift(frame)) < 0.01, "nothing moves at the start");
    await look("1-asked");
    await clickAtRest(does(frame, "agree"));
    await becomes(frame, "agreed");
    assert.equal(await does(frame, "count").count(), 0, "without an answer there is nothing to count");
    await answerOne(frame);
    assert.equal(await does(frame, "count").count(), 1);
    await look("2-agreed");
    assert.equal(counts().length, 0, "nothing is sent while questions are asked");
    await answerAll(frame);
    await becomes(frame, "counted");
    await look("3-counted");
    await clickAtRest(frame.locator("#answers > summary"));
    await clickAtRest(frame.locator("#answers a").first());
    await rested(frame);
    await answerAll(frame);
    assert.deepEqual(await shown(frame), ["counted"]);
    assert.ok((await shift(frame)) < 0.01, "nothing moves by itself");
    assert.equal(counts().length, 1, "what is changed afterwards is not counted");
    const body = counts()[0].postDataJSON();
    assert.deepEqual(Object.keys(body.answers).sort(), ["database", "features", "project_type"]);
    assert.ok(body.cohort === cohort.join && body.cohort_only);
    assert.deepEqual(await events(page, "counted"), [{ counted: true, reason: null }]);
    await assertKeepsNothing(frame);
    await assertSecret(requests, cohort.join);
    assertClean();
    assert.equal(await cohort.total(), 1);
  });
}

test("a participant who declines is not counted, and the page around the frame does not learn it", async () => {
  const cohort = await newCohort();
  const { page, counts, assertClean } = await open(frameIn(`cohort=${cohort.join}&course_links.django=https%3A%2F%2Fschool.example%2F4`));
  const frame = await advisorIn(page);
  await clickAtRest(does(frame, "decline"));
  await becomes(frame, "declined");
  assert.equal(await frame.evaluate(() => document.activeElement.id), "question");
  await assertAccessible(frame, "declined");
  await answerAll(frame);
  await capture(page, "participant-declined");
  assert.deepEqual(await shown(frame), ["declined"]);
  assert.equal(counts().length, 0);
  assert.deepEqual(await messages(page, "counted"), []);
  assert.ok((await messages(page, "result")).length > 0, "the result is reported as ever");
  assert.equal(await frame.locator("[data-course=django] a").getAttribute("href"), "https://school.example/4");
  assertClean();
  // They can change their mind.
  await clickAtRest(does(frame, "agree"));
  await becomes(frame, "counted");
  assert.equal(await cohort.total(), 1);
});

test("“Count now” counts before the last question, and an agreement can be taken back before", async () => {
  const cohort = await newCohort();
  const { page, counts } = await open(frameIn(`cohort=${cohort.join}`, "?lang=en"));
  const frame = await advisorIn(page);
  await clickAtRest(does(frame, "agree"));
  await answerOne(frame);
  await clickAtRest(does(frame, "decline"));
  await becomes(frame, "declined");
  await answerOne(frame);
  assert.equal(counts().length, 0);
  await clickAtRest(does(frame, "agree"));
  await becomes(frame, "agreed");
  await clickAtRest(does(frame, "count"));
  await becomes(frame, "counted");
  assert.equal(await frame.evaluate(() => document.activeElement.id), "participation", "the focus is not lost");
  assert.equal(await frame.locator("#next a.option").first().isVisible(), true, "further questions can be answered");
  assert.deepEqual(await messages(page, "counted"), [{ source: "framewise", version: 1, type: "counted", counted: true, reason: null }]);
  assert.equal(await cohort.total(), 1);
});

for (const [state, end] of [
  ["closed", ({ read }) => post("/v1/cohorts/close", { read_token: read })],
  ["unknown", ({ read }) => post("/v1/cohorts/delete", { read_token: read })],
]) {
  for (const lang of ["en", "tr"]) {
    test(`a cohort that is ${state} counts nothing, and the page says why (${lang})`, async () => {
      const cohort = await newCohort();
      await end(cohort);
      const { page } = await open(frameIn(`cohort=${cohort.join}`, `?lang=${lang}&questions=database`));
      const frame = await advisorIn(page);
      await clickAtRest(does(frame, "agree"));
      await answerAll(frame);
      await becomes(frame, state);
      await assertAccessible(frame, state);
      await capture(page, `participant-${state}-${lang}`);
      assert.deepEqual(await messages(page, "counted"), [{ source: "framewise", version: 1, type: "counted", counted: false, reason: state }]);
    });
  }
}

test("no more answers of one address count than participants are expected", async () => {
  const cohort = await newCohort({ participants: 1 });
  for (const state of ["counted", "client_quota"]) {
    const { page } = await open(frameIn(`cohort=${cohort.join}`, "?questions=database"));
    const frame = await advisorIn(page);
    await clickAtRest(does(frame, "agree"));
    await answerAll(frame);
    await becomes(frame, state);
  }
});

test("a token that is mistyped, the teacher's, or of an ended cohort is refused before any answer", async () => {
  const { join, read } = await newCohort();
  const mistyped = join.slice(0, 9) + (join[9] === "a" ? "b" : "a") + join.slice(10);
  for (const [token, state] of [
    [mistyped, "mistyped"],
    ["fwj_1", "mistyped"],
    ["<img src=x>", "mistyped"],
    [read, "read_token"],
  ]) {
    const { page, requests, counts, assertClean } = await open(frameIn(`cohort=${encodeURIComponent(token)}`));
    const frame = await advisorIn(page);
    await becomes(frame, state);
    assert.equal(await frame.locator("#next a.option").first().isVisible(), true, "the questions are there");
    await assertAccessible(frame, state);
    await capture(page, `participant-${state}`);
    await answerAll(frame);
    assert.deepEqual([counts().length, await shown(frame)], [0, [state]]);
    assert.deepEqual((await messages(page, "counted")).map(({ reason }) => reason), [state]);
    await assertSecret(requests, token.padEnd(40, "-"));
    assertClean();
  }
  // A token that has ended, in a browser whose clock is a year ahead.
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.clock.setFixedTime(Date.now() + 365 * 24 * 60 * 60 * 1000);
  await page.goto(`${service.url}/embed#cohort=${join}`);
  await becomes(page, "ended");
});

for (const [what, breakIt] of [
  ["cannot be sent", (route) => route.abort()],
  ["arrives and its response is lost", async (route) => {
    await route.fetch();
    await route.abort();
  }],
]) {
  test(`a request that ${what} is repeated and counts once`, async () => {
    const cohort = await newCohort();
    const { context, page, counts } = await open(elementIn(cohort.join, `questions="project_type,database"`));
    const frame = await advisorIn(page);
    await clickAtRest(does(frame, "agree"));
    await answerOne(frame);
    await context.route(`**${COUNTED}`, (route) => (route.request().method() === "POST" ? breakIt(route) : route.continue()));
    await answerAll(frame);
    await becomes(frame, "offline");
    await assertAccessible(frame, "offline");
    await capture(page, "participant-offline");
    assert.deepEqual(await events(page, "error"), [{ reason: "offline" }]);
    // A change between both attempts: a repeat is the same request.
    await clickAtRest(frame.locator("#answers > summary"));
    await clickAtRest(frame.locator("#answers a").first());
    await rested(frame);
    await clickAtRest(frame.locator("#next a.option").nth(1));
    await rested(frame);
    assert.deepEqual(await shown(frame), ["offline"]);
    await context.unroute(`**${COUNTED}`);
    await clickAtRest(does(frame, "count"));
    await becomes(frame, "counted");
    const [first, second] = counts();
    assert.equal(first.postData(), second.postData());
    assert.equal(first.headers()["idempotency-key"], second.headers()["idempotency-key"]);
    assert.deepEqual(await events(page, "counted"), [{ counted: true, reason: null }]);
    assert.equal(await cohort.total(), 1);
  });
}

test("a busy service is asked again", async () => {
  const cohort = await newCohort();
  const { context, page } = await open(frameIn(`cohort=${cohort.join}`, "?questions=database"));
  const frame = await advisorIn(page);
  await context.route(`**${COUNTED}`, (route) =>
    route.fulfill({ status: 503, contentType: "application/problem+json", headers: { "Access-Control-Allow-Origin": "*" }, body: "{}" }),
  );
  await clickAtRest(does(frame, "agree"));
  await answerAll(frame);
  await becomes(frame, "busy");
  await context.unroute(`**${COUNTED}`);
  await clickAtRest(does(frame, "count"));
  await becomes(frame, "counted");
  assert.equal(await cohort.total(), 1);
});

test("a browser that objects is not counted", async () => {
  const cohort = await newCohort();
  for (const [header, state] of [["Sec-GPC", "gpc"], ["DNT", "dnt"]]) {
    const { page } = await open(`${service.url}/embed?questions=database#cohort=${cohort.join}`, { extraHTTPHeaders: { [header]: "1" } });
    await does(page, "agree").click();
    await answerAll(page);
    await becomes(page, state);
  }
  // A browser that says so to the page as well is not even asked.
  const context = await browser.newContext();
  await context.addInitScript(() => Object.defineProperty(navigator, "globalPrivacyControl", { value: true }));
  for (const lang of ["en", "tr"]) {
    const page = await context.newPage();
    await page.goto(`${service.url}/embed?lang=${lang}&questions=database#cohort=${cohort.join}`);
    await becomes(page, "gpc");
    await assertAccessible(page, "gpc");
    await capture(page, `participant-gpc-${lang}`);
    await answerAll(page);
    assert.deepEqual(await shown(page), ["gpc"]);
  }
  assert.equal(await cohort.total(), 0);
});

test("the keyboard alone leads to a counted answer, and the focus is never lost", async () => {
  const cohort = await newCohort();
  const { page } = await open(frameIn(`cohort=${cohort.join}`, "?questions=database,deadline"), { viewport: NARROW });
  const frame = await advisorIn(page);
  await does(frame, "agree").waitFor();
  const focus = () => frame.evaluate(() => document.activeElement.dataset.do ?? document.activeElement.id);
  for (let steps = 0; (await focus()) !== "agree"; steps += 1) {
    assert.ok(steps < 5, "the choice is near the beginning");
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Tab");
  assert.equal(await focus(), "decline");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  for (let asked = 0; asked < 2; asked += 1) {
    assert.equal(await focus(), "question");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await rested(frame);
  }
  await becomes(frame, "counted");
  assert.equal(await focus(), "question");
  assert.equal(await cohort.total(), 1);
});

for (const [language, colorScheme, viewport] of [["en", "light", { width: 1280, height: 900 }], ["tr", "dark", NARROW]]) {
  test(`a link to the advisor asks and counts in the same way, ${language}, ${viewport.width} pixels`, async () => {
    const cohort = await newCohort();
    const name = `participant-page-${language}-${colorScheme}-${viewport.width}`;
    // In the other language first: the choice is asked again after the language was changed.
    const other = language === "en" ? "tr" : "en";
    const { page, requests, counts, assertClean } = await open(`${service.url}/?lang=${other}#cohort=${cohort.join}`, { viewport, colorScheme });
    await does(page, "agree").click();
    await page.locator(`footer a[hreflang=${language}]`).click();
    await does(page, "agree").waitFor();
    assert.equal(new URL(page.url()).hash, `#cohort=${cohort.join}`);
    assert.equal(await page.locator("#next").isVisible(), false);
    assert.ok((await shift(page)) < 0.01, "nothing moves at the start");
    const look = async (state) => {
      await page.screenshot({ path: picture(`${name}-${state}`), fullPage: true });
      await assertAccessible(page, `${name} ${state}`);
      const [width, window] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
      assert.ok(width <= window, `${state}: ${width} pixels in ${window}`);
    };
    await look("1-asked");
    await does(page, "agree").click();
    assert.equal(await page.evaluate(() => document.activeElement.id), "next-question");
    const next = async () => {
      const asked = await page.locator("#next [data-question]").getAttribute("data-question");
      const option = page.locator("#next .option").first();
      const isRadio = (await option.locator("input").getAttribute("type")) === "radio";
      await option.click();
      await rested(page);
      if (!isRadio) await page.locator("#next button.primary").click();
      await page.waitForFunction((asked) => document.querySelector("#next [data-question]")?.dataset.question !== asked, asked);
      await rested(page);
    };
    await next();
    await becomes(page, "agreed");
    await look("2-agreed");
    assert.equal(counts().length, 0);
    for (let answered = 1; !(await page.locator("#next .settled").isVisible()); answered += 1) {
      assert.ok(answered < MAX_QUESTIONS);
      await next();
    }
    await becomes(page, "counted");
    await look("3-counted");
    assert.ok(!page.url().includes("cohort") && page.url().includes("project_type="), page.url());
    assert.equal(await page.locator(`footer a[hreflang=${other}]`).evaluate((link) => link.hash), "");
    await page.locator(".chips .remove").first().click();
    await rested(page);
    assert.deepEqual(await shown(page), ["counted"]);
    assert.equal(counts().length, 1);
    // The link in the same tab again: another participant on the same computer.
    await page.evaluate((token) => (location.hash = `cohort=${token}`), cohort.join);
    await becomes(page, "asked");
    await assertKeepsNothing(page);
    await assertSecret(requests, cohort.join);
    assertClean();
    assert.equal(await cohort.total(), 1);
  });
}

test("on the advisor's page, trying answers with the keyboard or in the list counts nothing yet", async () => {
  const cohort = await newCohort();
  const { page, counts } = await open(`${service.url}/#cohort=${cohort.join}`);
  await does(page, "agree").click();
  await page.locator("#all > summary").click();
  // Every question but one, by the list.
  const lists = page.locator("#list select[name]");
  for (let index = 0; index < (await lists.count()); index += 1) {
    await lists.nth(index).selectOption({ index: 1 });
    await rested(page);
  }
  assert.deepEqual(await shown(page), ["agreed"]);
  assert.equal(counts().length, 0);
  await does(page, "count").click();
  await becomes(page, "counted");
  assert.equal(await cohort.total(), 1);
});

test("without JavaScript nothing is asked and nothing is counted", async () => {
  const cohort = await newCohort();
  for (const path of ["/", "/embed"]) {
    const { page, counts } = await open(`${service.url}${path}?questions=database&project_type=cms#cohort=${cohort.join}`, { javaScriptEnabled: false });
    assert.equal(await page.locator("#participation").isVisible(), false);
    assert.equal(await page.locator("#next").isVisible(), true);
    assert.equal(counts().length, 0);
  }
  assert.equal(await cohort.total(), 0);
});

test("the page that makes a snippet puts the join token into it, and refuses other codes", async () => {
  const { join, read } = await newCohort();
  const { page, requests, assertClean } = await open(`${service.url}/embed/new?lang=en`);
  const field = page.locator("#join-token");
  const snippets = async () => (await page.locator("#snippets code").allInnerTexts()).join("\n");
  const mistyped = join.slice(0, 9) + (join[9] === "a" ? "b" : "a") + join.slice(10);
  for (const [token, fault] of [[mistyped, "mistyped"], [read, "read_token"], ["fwj_", "mistyped"]]) {
    await field.fill(token);
    await page.locator(`[data-fault=${fault}]`).waitFor();
    assert.equal((await snippets()).includes("cohort"), false, "it is in no snippet");
    await assertAccessible(page, fault);
    await capture(page, `snippet-${fault}`);
  }
  await field.fill(join);
  await page.locator("#snippets code").first().getByText(`cohort="${join}"`).waitFor();
  assert.equal(await page.locator("[data-fault]:visible").count(), 0);
  // The preview asks what participants are asked.
  await page.locator("#preview-counts").waitFor();
  await page.locator("iframe.preview").scrollIntoViewIfNeeded();
  await page.frameLocator("iframe.preview").locator('#participation [data-do="agree"]').waitFor();
  // Another choice makes other snippets, which have it as well.
  await page.locator("input[name=questions][value=database]").check();
  await page.getByText('questions="database"').first().waitFor();
  await field.press("Enter");
  await page.waitForTimeout(300);
  const [element, frame, link] = await page.locator("#snippets code").allInnerTexts();
  assert.ok(element.includes(`cohort="${join}"`) && element.includes(`/#cohort=${join}"`), element);
  assert.ok(frame.includes(`#cohort=${join}"`) && !link.includes("cohort"), link);
  await capture(page, "snippet-cohort");
  assert.equal(page.url().includes(join), false);
  await assertSecret(requests, join, read);
  assertClean();
  for (const snippet of [element, frame]) {
    const lesson = await open(host.page(snippet, { policy: strict() }));
    const inside = await advisorIn(lesson.page);
    await clickAtRest(does(inside, "agree"));
    await answerAll(inside);
    await becomes(inside, "counted");
    await assertSecret(lesson.requests, join);
  }
});

test("the page that creates a cohort shows the link and the snippet for participants", async () => {
  const { page, assertClean } = await openWatched(browser, `${service.url}/cohorts?lang=en`, { viewport: WIDE });
  await page.locator("#participants").fill("12");
  await page.locator("#create button").click();
  await page.locator("#created").waitFor();
  await capture(page, "cohort-participants");
  const join = await page.locator("#join").innerText();
  const [link, snippet] = await Promise.all(["#link", "#snippet"].map((code) => page.locator(code).innerText()));
  assert.equal(link, `${service.url}/#cohort=${join}`);
  assert.ok(snippet.includes(`cohort="${join}"`), snippet);
  assertClean();
  const lesson = await open(host.page(snippet, { policy: strict() }));
  await does(await advisorIn(lesson.page), "agree").waitFor();
  const participant = await open(link);
  await does(participant.page, "agree").waitFor();
  await page.locator("#options").click();
  await page.locator("#snippets code").first().getByText(`cohort="${join}"`).waitFor();
});
