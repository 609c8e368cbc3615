// axe-core in a page: fails if it finds anything.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { target } from "./service.mjs";

const axe = readFileSync(join(target, "tools", "npm", "node_modules", "axe-core", "axe.min.js"), "utf8");

/** Checks the page as it is now; `state` is its name in a message. */
export async function assertAccessible(page, state) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document));
  const found = violations.map(({ id, help, nodes }) => ({ id, help, where: nodes.map((node) => `${node.target}: ${node.failureSummary}`) }));
  assert.deepEqual(found, [], `axe finds nothing: ${state}`);
}
