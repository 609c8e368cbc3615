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

/** Answers one question with its first option. */
export async function answerOne(frame) {
  const option = frame.locator("#next a.option").first();
  const stays = (await option.getAttribute("data-answer")) === "stay";
  await option.click();
  await rested(frame);
  if (stays) {
    await frame.locator("#next a.primary").click();
    await rested(frame);
  }
}
