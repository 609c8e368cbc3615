// A PostgreSQL server in a folder of its own, by the script that the tests of the storage use.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

import { target } from "../browser/service.mjs";
import { freePort } from "./nginx.mjs";

const SCRIPT = fileURLToPath(new URL("../postgres/server.sh", import.meta.url));

/** Starts a server in this folder; `url` is the address of its database, `stop` ends it. */
export async function startPostgres(folder) {
  await mkdir(folder, { mode: 0o755 });
  const port = await freePort();
  // In a folder that its unprivileged user can reach.
  const shell = spawn("sh", [SCRIPT, await programs(), folder, String(port)], {
    cwd: "/", stdio: ["pipe", "pipe", "inherit"],
  });
  const exited = once(shell, "exit");
  const lines = createInterface(shell.stdout)[Symbol.asyncIterator]();
  shell.stdin.write("start\n");
  const { value } = await lines.next();
  if (value !== "done") throw new Error(`PostgreSQL does not start: ${value}`);
  const stop = async () => {
    shell.stdin.end();
    await exited;
  };
  return { url: `postgres://framewise:secret@127.0.0.1:${port}/postgres`, stop };
}

/** The folder of the server's programs: Debian's, or where scripts/setup unpacked them. */
async function programs() {
  for (const root of ["/usr/lib/postgresql", join(target, "tools", "postgres", "usr", "lib", "postgresql")]) {
    const versions = await readdir(root).catch(() => []);
    if (versions.length > 0) return join(root, versions.sort((a, b) => b - a)[0], "bin");
  }
  throw new Error("there is no PostgreSQL: scripts/setup postgres");
}
