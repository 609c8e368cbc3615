// The advisor in pages of another origin: in sandboxed frames, as an element, in hostile surroundings.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";

import { assertAccessible } from "./accessibility.mjs";
import { picture, startBrowser } from "./browser.mjs";
import { answerOne, clickAtRest, events, findFrame, messages, rested } from "./frame.mjs";
import { startHost } from "./host.mjs";
import { startService, target } from "./service.mjs";

const DESKTOP = { width: 1024, height: 900 };
const NARROW = { width: 320, height: 700 };
const MAX_QUESTIONS = 20;
const MAX_FRAME_BYTES = 50_000;
const MAX_ELEMENT_BYTES = 4_096;
const PATIENCE_MS = 15_000;

let service;
let host;
let browser;
before(async () => {
  service = await startService(["--rate-limit", "off"]);
  host = await startHost();
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await host?.stop();
  await service?.stop();
});

/** A policy that allows nothing but what the advisor needs, and the notes of the test. */
const strict = (more = "") => `default-src 'none'; img-src data:; script-src 'self' ${service.url}; frame-src ${service.url}${more}`;

const frameOf = (query, sandbox = "allow-scripts", fragment = "") =>
  `<iframe src="${service.url}/embed${query}${fragment}" sandbox="${sandbox}" title="Advisor" width="100%" height="900"></iframe>`;

const elementOf = (attributes = "", children = "") =>
  `<script src="${service.url}/embed.js" async></script><framewise-advisor ${attributes}>${children}<a href="${service.url}/">Open the advisor</a></framewise-advisor>`;

/** Opens a page and notes what goes wrong in it and in its frames. */
async function open(url, options = {}) {
  const context = await browser.newContext({ viewport: DESKTOP, ...options });
  const page = await context.newPage();
  const faults = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) faults.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`exception: ${error}`));
  page.on("request", (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol !== "data:" && ![service.url, host.url].includes(origin)) faults.push(`other host: ${request.url()}`);
  });
  await page.goto(url, { waitUntil: "load" });
  return { context, page, faults, assertClean: () => assert.deepEqual(faults, [], "nothing goes wrong behind the page") };
}

/** A picture of the whole page. A frame is painted only where the window shows it, so the window grows for the picture. */
async function capture(page, name) {
  const before = page.viewportSize();
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width: before.width, height: Math.max(height, before.height) });
  await page.waitForTimeout(300);
  await page.screenshot({ path: picture(name), fullPage: true });
  await page.setViewportSize(before);
}

/** The frame of the service in a page. */
const advisorIn = (page) => findFrame(page, service.url);

const isDone = (frame) => frame.locator("#next .settled").isVisible();
const heading = (frame) => frame.locator("#question").innerText();

/** Answers with the first option of each question until none is asked. */
async function answerAll(frame, between = async () => {}) {
  for (let answered = 0; !(await isDone(frame)); answered += 1) {
    assert.ok(answered < MAX_QUESTIONS, "the questions end");
    const before = await heading(frame);
    await answerOne(frame);
    assert.equal(await frame.locator("#trouble").isVisible(), false, "the service answers");
    assert.notEqual(await heading(frame), before, "another question, or none, is asked");
    await between(answered);
  }
}

for (const sandbox of ["allow-scripts", "allow-scripts allow-forms"]) {
  test(`a frame with sandbox="${sandbox}" under a strict policy leads to a result`, async () => {
    const { page, assertClean } = await open(host.page(frameOf("?lang=en", sandbox), { policy: strict() }));
    const frame = await advisorIn(page);
    assert.equal(await frame.evaluate(() => self.origin), "null", "the frame has an opaque origin");
    await assertAccessible(frame, "embed start");
    await answerAll(frame, async (answered) => {
      if (answered === 0) await assertAccessible(frame, "embed first answer");
    });
    await clickAtRest(frame.locator("#why > summary"));
    await clickAtRest(frame.locator("#answers > summary"));
    await assertAccessible(frame, "embed result");
    const [ready] = await messages(page, "ready");
    assert.deepEqual(ready, { source: "framewise", version: 1, type: "ready", language: "en" });
    const results = await messages(page, "result");
    const { result } = results.at(-1);
    assert.ok(result.finished && results.length > 1, "each answer is reported");
    assert.equal(await frame.locator("#result-title").innerText(), result.name);
    const api = await fetch(result.permalink, { headers: { Accept: "application/json" } });
    const same = await api.json();
    assert.deepEqual([same.recommended, same.confidence], [result.recommended, result.confidence], "the result is that of the API");
    await page.waitForTimeout(100);
    const { height } = (await messages(page, "height")).at(-1);
    assert.equal(height, await frame.evaluate(() => Math.ceil(document.documentElement.getBoundingClientRect().height)));
    assertClean();
  });
}

test("answers work without JavaScript", async () => {
  const { page, assertClean } = await open(host.page(frameOf("?questions=project_type,features,database"), { policy: strict() }), {
    javaScriptEnabled: false,
  });
  const follow = async (link) => {
    const before = (await advisorIn(page)).url();
    await link.click();
    while ((await advisorIn(page)).url() === before) await page.waitForTimeout(20);
  };
  let asked = 0;
  while (!(await isDone(await advisorIn(page)))) {
    assert.ok((asked += 1) < 10);
    const option = (await advisorIn(page)).locator("#next a.option").first();
    const stays = (await option.getAttribute("data-answer")) === "stay";
    await follow(option);
    if (stays) await follow((await advisorIn(page)).locator("#next a.primary"));
  }
  assert.equal(asked, 3);
  assert.equal(await (await advisorIn(page)).locator("#result-title").isVisible(), true);
  assertClean();
});

test("answers work where the sandbox allows nothing", async () => {
  // The test cannot look inside such a frame either: it presses keys, and watches the address.
  const { page } = await open(host.page(frameOf("?questions=project_type,database", ""), { policy: strict() }));
  const address = () => page.frames().find((frame) => frame.url().startsWith(`${service.url}/embed`)).url();
  for (const [question, name] of [["project_type", "content_site"], ["database", "relational"]]) {
    const before = address();
    await page.locator("iframe").focus();
    for (let steps = 0; address() === before; steps += 1) {
      assert.ok(steps < 5, "an answer is among the first links");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await page.waitForTimeout(500);
    }
    assert.ok(address().includes(`${question}=${name}`), address());
  }
});

for (const [language, theme, viewport] of [["en", "light", DESKTOP], ["tr", "dark", DESKTOP], ["en", "dark", NARROW], ["tr", "light", NARROW]]) {
  const name = `embed-${language}-${theme}-${viewport.width}`;
  test(`${name}: the element fits its content and reports the result`, async () => {
    const links = `<a slot="django" href="https://school.example/django?a=1&amp;b=2">Lesson 4</a>`;
    const body = elementOf(`lang="${language}" theme="${theme}" candidates="django,flask,fastapi"`, links);
    const { page, assertClean } = await open(host.page(body, { policy: strict() }), { viewport });
    const frame = await advisorIn(page);
    const box = page.locator("framewise-advisor iframe");
    assert.match(await box.getAttribute("sandbox"), /^allow-scripts /);
    assert.equal((await box.getAttribute("sandbox")).includes("same-origin"), false);
    assert.ok((await box.getAttribute("title")).length > 10);
    const fits = async (state) => {
      await page.waitForTimeout(200);
      const { needed, width, inner } = await frame.evaluate(() => ({
        needed: Math.ceil(document.documentElement.getBoundingClientRect().height),
        width: document.documentElement.scrollWidth,
        inner: document.documentElement.clientWidth,
      }));
      assert.equal((await box.boundingBox()).height, needed, `${state}: the frame is as high as its content`);
      assert.ok(width <= inner, `${state}: ${width} pixels in ${inner}`);
      await capture(page, `${name}-${state}`);
    };
    await fits("1-start");
    await answerAll(frame, async (answered) => {
      if (answered === 1) await fits("2-answers");
    });
    await clickAtRest(frame.locator("#why > summary"));
    await fits("3-result");
    await assertAccessible(frame, name);
    const link = frame.locator('[data-course="django"] a');
    assert.equal(await link.getAttribute("href"), "https://school.example/django?a=1&b=2");
    assert.equal(await link.innerText(), "Lesson 4");
    assert.deepEqual(await events(page, "ready"), [{ language }]);
    const detail = (await events(page, "result")).at(-1);
    assert.equal(detail.language, language);
    assertStatement(detail);
    assertClean();
  });
}

/** A statement as the Experience API 1.0.3 defines it, without an actor. */
function assertStatement({ statement, recommended, finished, answers }) {
  const isIri = (text) => URL.canParse(text);
  assert.deepEqual(Object.keys(statement).sort(), ["context", "object", "result", "timestamp", "verb"]);
  assert.equal(statement.verb.id, "http://adlnet.gov/expapi/verbs/completed");
  assert.ok(statement.verb.display.en && finished);
  assert.equal(statement.object.objectType, "Activity");
  assert.ok(isIri(statement.object.id) && isIri(statement.object.definition.type));
  assert.equal(statement.result.response, recommended);
  assert.equal(statement.result.completion, true);
  for (const name of Object.keys(statement.result.extensions)) assert.ok(isIri(name), name);
  assert.deepEqual(statement.result.extensions[`${service.url}/xapi/answers`], answers);
  assert.ok(Object.values(answers).every(Array.isArray));
  assert.equal(answers.candidates, undefined, "what is compared is no answer");
  assert.ok(!Number.isNaN(Date.parse(statement.timestamp)));
}

test("the keyboard alone leads to a result, and the focus is never lost", async () => {
  const { page, assertClean } = await open(host.page(frameOf("?questions=database,features,deadline"), { policy: strict() }));
  const frame = await advisorIn(page);
  const focus = () => frame.evaluate(() => document.activeElement.id);
  for (let steps = 0; !(await focus()).startsWith("answer-"); steps += 1) {
    assert.ok(steps < 10, "the question is near the beginning");
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Enter");
  await rested(frame);
  assert.equal(await focus(), "question");
  await page.keyboard.press("Tab");
  const feature = await focus();
  await page.keyboard.press("Enter");
  await rested(frame);
  assert.equal(await focus(), feature, "one of several answers keeps the focus");
  assert.equal(await frame.locator(`#${feature}`).getAttribute("aria-current"), "true");
  await frame.locator("#next a.primary").focus();
  await page.keyboard.press("Enter");
  await rested(frame);
  assert.equal(await focus(), "question");
  assert.notEqual(await frame.locator("#live").innerText(), "", "the ranking is announced");
  assertClean();
});

test("course links are web addresses of moderate length, and their text is text", async () => {
  const long = `https://school.example/${"a".repeat(3000)}`;
  const links = `
    <a slot="django" href="javascript:alert(1)">x</a>
    <a slot="flask" href="${long}">x</a>
    <a slot="fastapi" href="https://school.example/?q=&lt;b&gt;">&lt;img src=x onerror=alert(1)&gt;</a>`;
  const query = `candidates="django,flask,fastapi" questions="database"`;
  const { page, assertClean } = await open(host.page(elementOf(query, links), { policy: strict() }));
  const frame = await advisorIn(page);
  await answerAll(frame);
  const shown = () => frame.locator("[data-course]:not([hidden]) a").evaluateAll((all) => all.map((link) => [link.href, link.textContent]));
  const expected = [["https://school.example/?q=%3Cb%3E", "<img src=x onerror=alert(1)>"]];
  assert.deepEqual(await shown(), expected);
  assert.equal(await frame.locator("[data-course] img").count(), 0);
  // The same for a page that sends its own messages.
  const send = (message) => page.locator("framewise-advisor").evaluate(
    (element, message) => element.shadowRoot.querySelector("iframe").contentWindow.postMessage(message, "*"),
    message,
  );
  const message = { source: "framewise-host", version: 1, type: "course_links" };
  for (const wrong of [
    { ...message, version: 2, links: { django: { url: "https://wrong.example" } } },
    { ...message, source: "framewise", links: { django: { url: "https://wrong.example" } } },
    { ...message, type: "links", links: { django: { url: "https://wrong.example" } } },
    { ...message, links: "https://wrong.example" },
    "course_links", null, 7,
  ]) await send(wrong);
  assert.deepEqual(await shown(), expected, "what is not a message of the host is ignored");
  await send({ ...message, links: { django: { url: "javascript:alert(1)" }, flask: { url: long }, fastapi: { url: ["https://x.example"] }, "<b>": { url: "https://x.example" } } });
  assert.deepEqual(await shown(), []);
  await page.evaluate(() => document.querySelector("[slot=django]").setAttribute("href", "https://school.example/new"));
  await frame.waitForFunction(() => document.querySelector("[data-course=django] a").textContent === "x");
  assertClean();
});

test("course links in the fragment reach no server, and another window cannot change them", async () => {
  const fragment = `#course_links.django=${encodeURIComponent("https://school.example/a?b=c&d=e")}&course_links.flask=javascript:alert(1)`;
  const stranger = host.page(`<script src="/stranger.js"></script>`);
  host.add("/stranger.js", "text/javascript", `
    const links = { django: { url: "https://wrong.example" } };
    parent.frames[0].postMessage({ source: "framewise-host", version: 1, type: "course_links", links }, "*");
    parent.document.title = "reached";`);
  const body = `${frameOf("?project_type=cms&candidates=django,flask", "allow-scripts", fragment)}<iframe src="${stranger}" title="Another"></iframe>`;
  const requests = [];
  const { page } = await open(host.page(body, { policy: `${strict()} 'self'` }));
  page.on("request", (request) => requests.push(request.url()));
  const frame = await advisorIn(page);
  await page.waitForFunction(() => document.title === "reached");
  await answerAll(frame);
  const link = frame.locator('[data-course="django"] a');
  assert.equal(await link.getAttribute("href"), "https://school.example/a?b=c&d=e");
  assert.equal(await frame.locator('[data-course="flask"]').isVisible(), false);
  assert.ok(requests.length > 0 && !requests.join(" ").includes("school"), "the links stay in the browser");
});

test("a message that another window sends in the name of the frame is ignored", async () => {
  const { page } = await open(host.page(elementOf(`questions="database"`), { policy: strict() }));
  await advisorIn(page);
  await page.waitForFunction(() => window.events.some(({ name }) => name === "ready"));
  const before = await page.locator("framewise-advisor iframe").boundingBox();
  await page.evaluate(() => {
    postMessage({ source: "framewise", version: 1, type: "height", height: 3000 }, "*");
    postMessage({ source: "framewise", version: 1, type: "result", result: { recommended: "evil" } }, "*");
  });
  await page.waitForTimeout(300);
  assert.equal((await page.locator("framewise-advisor iframe").boundingBox()).height, before.height);
  assert.deepEqual(await events(page, "result"), [], "nothing is answered");
});

test("links open in a tab of their own, and where that is forbidden the address is shown", async () => {
  const element = await open(host.page(elementOf(`questions="database"`), { policy: strict() }));
  let frame = await advisorIn(element.page);
  await answerAll(frame);
  const opened = element.context.waitForEvent("page");
  await clickAtRest(frame.locator('#result a[target="_blank"]'));
  const tab = await opened;
  await tab.waitForLoadState();
  assert.ok(tab.url().startsWith(`${service.url}/?database=`), tab.url());
  assert.equal(await tab.evaluate(() => [self.origin === "null", opener === null].join()), "false,true");
  const { page } = await open(host.page(frameOf("?project_type=cms"), { policy: strict() }));
  frame = await advisorIn(page);
  await clickAtRest(frame.locator('#result a[target="_blank"]'));
  assert.equal(await frame.locator("#blocked code").innerText(), `${service.url}/?project_type=cms`);
  assert.equal(page.url().startsWith(host.url), true, "the page around the frame stays");
});

test("in WordPress the frame answers with the secret of its address", async () => {
  // What WordPress's script does with the frame of an unknown provider.
  host.add("/wp.js", "text/javascript", `
    addEventListener("message", ({ data, source }) => {
      const frame = document.querySelector("iframe[data-secret]");
      if (data?.secret !== frame.dataset.secret || source !== frame.contentWindow) return;
      if (data.message === "height") frame.height = Math.min(1000, Math.max(200, parseInt(data.value, 10)));
      if (data.message === "link") document.title = data.value;
    });`);
  const body = `<script src="/wp.js"></script><iframe class="wp-embedded-content" sandbox="allow-scripts" security="restricted"
    src="${service.url}/embed?project_type=cms#?secret=Ab12345678" data-secret="Ab12345678" width="600" height="338" title="Advisor"></iframe>`;
  const { page } = await open(host.page(body));
  const frame = await advisorIn(page);
  await page.waitForFunction(() => document.querySelector("iframe").height !== "338");
  await capture(page, "embed-wordpress");
  await clickAtRest(frame.locator('#result a[target="_blank"]'));
  await page.waitForFunction((link) => document.title === link, `${service.url}/?project_type=cms`);
  assert.equal(await frame.locator("[data-course]:not([hidden])").count(), 0, "a secret is no course link");
});

test("forty hostile style sheets do not reach the element", async () => {
  const sheets = Array.from({ length: 40 }, (_, index) => {
    host.add(`/hostile-${index}.css`, "text/css", `
      * { font-size: ${index + 20}px !important; color: red !important; letter-spacing: 9px !important; }
      iframe, framewise-advisor, framewise-advisor * { display: none !important; width: ${index}px !important; height: 3px !important; }
      framewise-advisor, :not(html):not(body):not(main) { position: fixed !important; opacity: .0 !important; transform: rotate(${index}deg) !important; visibility: hidden !important; }`);
    return `<link rel="stylesheet" href="/hostile-${index}.css">`;
  }).join("");
  const { page, assertClean } = await open(host.page(elementOf(`questions="database"`), { policy: strict("; style-src 'self'"), head: sheets }));
  const frame = await advisorIn(page);
  await answerAll(frame);
  await page.waitForTimeout(200);
  const { display, visibility, opacity, transform } = await page.locator("framewise-advisor").evaluate((element) => {
    const { display, visibility, opacity, transform } = getComputedStyle(element);
    return { display, visibility, opacity, transform };
  });
  assert.deepEqual({ display, visibility, opacity, transform }, { display: "block", visibility: "visible", opacity: "1", transform: "none" });
  const box = await page.locator("framewise-advisor iframe").boundingBox();
  assert.ok(box.width > 900 && box.height > 300, JSON.stringify(box));
  await capture(page, "embed-hostile-styles");
  assertClean();
});

for (const lang of ["en", "tr"]) {
  test(`a page that allows no frame gets a clear message (${lang})`, async () => {
    const { page } = await open(host.page(elementOf(), { policy: `default-src 'none'; script-src 'self' ${service.url}`, lang }));
    const message = page.locator("framewise-advisor p");
    await message.waitFor();
    assert.ok((await message.innerText()).includes(`frame-src ${service.url}`), await message.innerText());
    assert.deepEqual(await events(page, "error"), [{ reason: "policy" }]);
    await capture(page, `embed-policy-${lang}`);
    await assertAccessible(page, "the message");
  });
}

test("a page that allows no script shows the link inside the element", async () => {
  const { page } = await open(host.page(elementOf(), { policy: "default-src 'none'" }));
  const link = page.getByRole("link", { name: "Open the advisor" });
  assert.equal(await link.isVisible(), true);
  assert.equal(await link.getAttribute("href"), `${service.url}/`);
});

test("a page that embed_origins does not name gets a message, one that it names the advisor", async () => {
  const limited = await startService(["--embed-origins", "https://school.example"]);
  const open_ = await startService(["--embed-origins", `https://school.example,${host.url}`]);
  try {
    const body = (url) => `<script src="${url}/embed.js" async></script><framewise-advisor></framewise-advisor>`;
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(host.page(body(limited.url)));
    const message = page.locator("framewise-advisor p");
    await message.waitFor({ timeout: PATIENCE_MS });
    assert.match(await message.innerText(), /embed_origins/);
    assert.deepEqual(await events(page, "error"), [{ reason: "unreachable" }]);
    await page.goto(host.page(body(open_.url)));
    await page.waitForFunction(() => window.events.some(({ name }) => name === "ready"));
  } finally {
    await limited.stop();
    await open_.stop();
  }
});

test("the service is unreachable in the middle: the answers stay, and can be sent again", async () => {
  const { context, page } = await open(host.page(elementOf(`questions="project_type,database"`), { policy: strict() }));
  const frame = await advisorIn(page);
  await clickAtRest(frame.locator("#next a.option").first());
  await rested(frame);
  const before = await heading(frame);
  await context.route(`${service.url}/**`, (route) => route.abort());
  await clickAtRest(frame.locator("#next a.option").first());
  await frame.locator("#trouble").waitFor();
  await page.waitForFunction(() => window.events.some(({ name }) => name === "error"));
  assert.deepEqual(await events(page, "error"), [{ reason: "offline" }]);
  assert.equal(await heading(frame), before);
  await assertAccessible(frame, "offline");
  await capture(page, "embed-offline");
  await context.unroute(`${service.url}/**`);
  await clickAtRest(frame.locator("#again"));
  await frame.locator("#next .settled").waitFor();
  assert.equal(await frame.locator("#trouble").isVisible(), false);
});

test("the frame keeps nothing in the browser", async () => {
  const { context, page } = await open(`${service.url}/embed`);
  await answerAll(page);
  const kept = await page.evaluate(async () => [document.cookie, localStorage.length, sessionStorage.length, (await indexedDB.databases()).length, (await caches.keys()).length]);
  assert.deepEqual(kept, ["", 0, 0, 0, 0]);
  assert.deepEqual(await context.cookies(), []);
});

test("a theme that is chosen has the colours of the system's theme", async () => {
  const colours = async (query, colorScheme) => {
    const { page } = await open(`${service.url}/embed${query}`, { colorScheme });
    return page.evaluate(() => {
      const names = ["paper", "card", "ink", "quiet", "line", "accent", "code", "mark", "good", "bad", "doubt", "doubt-paper"];
      const style = getComputedStyle(document.documentElement);
      return names.map((name) => style.getPropertyValue(`--${name}`));
    });
  };
  for (const [theme, other] of [["light", "dark"], ["dark", "light"]]) {
    assert.deepEqual(await colours(`?theme=${theme}`, other), await colours("", theme));
  }
});

test("frame and element are light", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  let bytes = 0;
  let requests = 0;
  session.on("Network.loadingFinished", ({ encodedDataLength }) => {
    bytes += encodedDataLength;
    requests += 1;
  });
  await page.goto(`${service.url}/embed?project_type=rest_api&features=orm`, { waitUntil: "networkidle" });
  const element = await fetch(`${service.url}/embed.js`, { headers: { "Accept-Encoding": "gzip" } });
  const elementBytes = Number(element.headers.get("Content-Length"));
  console.log(`/embed: ${(bytes / 1000).toFixed(1)} KB in ${requests} requests; /embed.js: ${elementBytes} bytes`);
  assert.ok(requests <= 3 && bytes > 0 && bytes <= MAX_FRAME_BYTES, `${bytes} bytes in ${requests} requests`);
  assert.ok(elementBytes > 0 && elementBytes <= MAX_ELEMENT_BYTES, `${elementBytes} bytes`);
  await context.close();
});

for (const javaScriptEnabled of [true, false]) {
  test(`the page that makes a snippet follows the form ${javaScriptEnabled ? "with" : "without"} a script`, async () => {
    const { page, assertClean } = await open(`${service.url}/embed/new?lang=en`, { javaScriptEnabled });
    await page.locator("#frame-theme").selectOption("dark");
    await page.locator("input[value=django]").check();
    await page.locator("input[value=flask]").check();
    if (!javaScriptEnabled) await page.locator("#options button").click();
    const code = page.locator("#snippets code").first();
    await page.getByText('candidates="django,flask"').first().waitFor();
    assert.ok((await code.innerText()).includes(`<script src="${service.url}/embed.js" async></script>`));
    const preview = page.frameLocator("iframe.preview");
    assert.equal(await preview.locator("html").getAttribute("data-theme"), "dark");
    if (javaScriptEnabled) {
      await page.locator("iframe.preview").scrollIntoViewIfNeeded();
      await preview.locator("#next a.option").first().waitFor();
      await capture(page, "embed-new");
      await assertAccessible(page, "the page that makes a snippet");
      assertClean();
    }
  });
}

test("a snippet works as it is copied", async () => {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${service.url}/embed/new?candidates=django,flask&questions=database&frame_lang=tr&theme=dark`);
  const [element, frame] = await page.locator("#snippets code").allInnerTexts();
  for (const snippet of [element, frame]) {
    const lesson = await open(host.page(snippet, { policy: strict() }));
    const inside = await advisorIn(lesson.page);
    assert.equal(await inside.locator("html").getAttribute("lang"), "tr");
    assert.equal(await inside.locator("html").getAttribute("data-theme"), "dark");
    await answerAll(inside);
    lesson.assertClean();
  }
});

test("the demonstration shows the advisor in a lesson, and ends what it started", async () => {
  const root = new URL("../..", import.meta.url).pathname;
  const demo = spawn(`${root}scripts/demo`, { env: { ...process.env, CARGO_TARGET_DIR: target }, stdio: ["ignore", "pipe", "inherit"] });
  const exited = once(demo, "exit");
  const addresses = {};
  for await (const line of createInterface(demo.stdout)) {
    const [, name, url] = /^(lesson|service|teacher): +(\S+)/.exec(line) ?? [];
    if (name) addresses[name] = url;
    if (line.startsWith("Ctrl-C")) break;
  }
  try {
    await takeLesson(addresses);
  } finally {
    demo.kill("SIGINT");
  }
  assert.deepEqual(await exited, [0, null]);
  for (const url of [addresses.lesson, addresses.service]) await assert.rejects(fetch(url), `${url} is not served any more`);
});

/** Goes through the lesson of the demonstration as a student does. */
async function takeLesson(addresses) {
  const context = await browser.newContext({ viewport: DESKTOP });
  const page = await context.newPage();
  const faults = [];
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  await page.goto(addresses.lesson, { waitUntil: "networkidle" });
  const frame = page.frames().find((found) => found.url().startsWith(`${addresses.service}embed`));
  await capture(page, "demo-1-lesson");
  await clickAtRest(frame.locator('#participation [data-do="agree"]'));
  await answerAll(frame);
  await page.getByText(/^The advisor recommends: /).waitFor();
  await page.getByText("Your answers were counted for the course.").waitFor();
  await page.locator(".task summary").click();
  await capture(page, "demo-2-result");
  await assertAccessible(page, "the lesson");
  const opened = context.waitForEvent("page");
  await clickAtRest(frame.locator("[data-course]:not([hidden]) a").first());
  const lesson = await opened;
  await lesson.waitForLoadState();
  assert.ok(lesson.url().startsWith(addresses.lesson), lesson.url());
  const teacher = await context.newPage();
  await teacher.goto(addresses.teacher);
  await teacher.locator("#waiting").waitFor();
  assert.deepEqual(faults, []);
}
