// What tests do with the frame of the advisor in a page of another site.
const ATTEMPTS = 200;
const BETWEEN = 50;

/** The frame of the service at this address in a page. */
export async function findFrame(page, address) {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const frame = page.frames().find((found) => found.url().startsWith(`${address}/embed`));
    if (frame) {
      await frame.waitForLoadState();
      return frame;
    }
    await page.waitForTimeout(BETWEEN);
  }
  throw new Error("there is no frame of the service");
}

/** Waits until the advisor waits for no answer of the service. */
export const rested = (place) => place.waitForFunction(() => !document.body.classList.contains("waiting"));

/** What the page of host.mjs noted: messages of the frame, and events of the element. */
export const messages = (page, type) => page.evaluate((type) => window.messages.map(({ data }) => data).filter((data) => data.type === type), type);
export const events = (page, name) => page.evaluate((name) => window.events.filter((event) => event.name === name).map(({ detail }) => detail), name);

/**
 * Clicks once the place stands still in the page. A frame that reports a new height moves what is below it in the page
 * around it; a click at the place before hits nothing, and is not repeated.
 */
export async function clickAtRest(locator) {
  await locator.waitFor();
  let before;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const place = await locator.boundingBox();
    if (place && before?.x === place.x && before?.y === place.y) return locator.click();
    before = place;
    await locator.page().waitForTimeout(2 * BETWEEN);
  }
  throw new Error("the place does not stand still");
}

/** Answers one question with its first option. */
export async function answerOne(frame) {
  const option = frame.locator("#next a.option").first();
  const stays = (await option.getAttribute("data-answer")) === "stay";
  await clickAtRest(option);
  await rested(frame);
  if (stays) {
    await clickAtRest(frame.locator("#next a.primary"));
    await rested(frame);
  }
}
