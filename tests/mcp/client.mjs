// The Model Context Protocol, spoken by the clients of its authors: over HTTP and over standard input and output, in the
// newest revision and the one before.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";

import { startService, target } from "../browser/service.mjs";

// Installed by scripts/setup into the target folder.
const tools = createRequire(join(target, "tools", "npm", "package.json"));
const load = (module) => import(pathToFileURL(tools.resolve(module)).href);
const present = {
  ...(await load("@modelcontextprotocol/client")),
  ...(await load("@modelcontextprotocol/client/stdio")),
};
const former = {
  ...(await load("@modelcontextprotocol/sdk/client/index.js")),
  ...(await load("@modelcontextprotocol/sdk/client/streamableHttp.js")),
  ...(await load("@modelcontextprotocol/sdk/client/stdio.js")),
};

const NEWEST = "2026-07-28";
const program = join(target, "debug", "framewise");
const who = { name: "test", version: "1" };
const newest = { versionNegotiation: { mode: { pin: NEWEST } } };

let service;
before(async () => (service = await startService()));
after(() => service.stop());

const ways = {
  "HTTP, newest revision": () => [
    new present.Client(who, newest),
    new present.StreamableHTTPClientTransport(new URL("/mcp", service.url)),
  ],
  "HTTP, revision before": () => [
    new former.Client(who),
    new former.StreamableHTTPClientTransport(new URL("/mcp", service.url)),
  ],
  "standard input and output, newest revision": () => [
    new present.Client(who, newest),
    new present.StdioClientTransport({ command: program, args: ["mcp"] }),
  ],
  "standard input and output, revision before": () => [
    new former.Client(who),
    new former.StdioClientTransport({ command: program, args: ["mcp"] }),
  ],
};

for (const [name, connect] of Object.entries(ways)) {
  test(name, async () => {
    const [client, transport] = connect();
    await client.connect(transport);
    try {
      // The client remembers the output schemas and validates each answer with them.
      const { tools: listed } = await client.listTools();
      assert.deepEqual(listed.map((tool) => tool.name), ["recommend", "compare", "next_question"]);

      const text = "a small shop with an admin interface, three months, PostgreSQL";
      const advice = await client.callTool({ name: "recommend", arguments: { text } });
      assert.equal(advice.structuredContent.recommended, "django");
      assert.ok(advice.structuredContent.understood.includes("features=admin_interface"));
      assert.match(advice.structuredContent.strengths[0].source, /^https:/);

      const { link } = advice.structuredContent;
      if (name.startsWith("HTTP")) assert.equal((await fetch(link)).status, 200);
      else assert.equal(link, null, "without a service there is no page");

      const compared = await client.callTool({ name: "compare", arguments: { frameworks: ["django", "flask"] } });
      assert.deepEqual(Object.keys(compared.structuredContent.frameworks).sort(), ["django", "flask"]);

      const next = await client.callTool({ name: "next_question", arguments: { text } });
      assert.ok(next.structuredContent.settled || next.structuredContent.ask.options.length > 1);

      const wrong = await client.callTool({ name: "recommend", arguments: { candidates: ["djagno"] } });
      assert.equal(wrong.isError, true);
      assert.match(wrong.content[0].text, /did you mean django\?/);
    } finally {
      await client.close();
    }
  });
}
