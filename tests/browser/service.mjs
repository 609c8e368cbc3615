// The service as a person starts it, on a free port and in an empty folder.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** Where cargo built the binary, and where tools and pictures lie. */
export const target = process.env.FRAMEWISE_TARGET ?? new URL("../../target", import.meta.url).pathname;

const START_DEADLINE_MS = 20_000;
const STOP_DEADLINE_MS = 20_000;

/**
 * Starts the service, with further flags; `url` is where it listens, `log` has the lines that it has logged, `stop` ends it
 * and checks that it ended in order.
 */
export async function startService(flags = []) {
  // Its database is created in the working directory.
  const folder = await mkdtemp(join(tmpdir(), "framewise-browser-"));
  // Settings of whoever runs the test must not reach the service.
  const environment = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith("FRAMEWISE_")),
  );
  const server = spawn(
    join(target, "debug", "framewise"),
    ["serve", "--bind", "127.0.0.1:0", "--log-format", "json", ...flags],
    { cwd: folder, env: environment, stdio: ["ignore", "inherit", "pipe"] },
  );
  const exited = once(server, "exit");
  const log = [];

  const stop = async () => {
    const killer = setTimeout(() => server.kill("SIGKILL"), STOP_DEADLINE_MS);
    server.kill("SIGTERM");
    const [code, signal] = await exited;
    clearTimeout(killer);
    await rm(folder, { recursive: true });
    assert.deepEqual({ code, signal }, { code: 0, signal: null }, `the service ends in order:\n${log.join("\n")}`);
  };

  const listening = new Promise((resolve, reject) => {
    createInterface(server.stderr).on("line", (line) => {
      log.push(line);
      try {
        const event = JSON.parse(line);
        if (event.message === "listening") resolve(event.address);
      } catch {
        // Before the log is set up, errors are plain text.
      }
    });
    const giveUp = (why) => reject(new Error(`the service does not start: ${why}\n${log.join("\n")}`));
    server.on("error", giveUp);
    // Not `exit`: the last lines of the log may still be on their way then.
    server.on("close", (code) => giveUp(`exit code ${code}`));
    setTimeout(() => giveUp("it does not say where it listens"), START_DEADLINE_MS).unref();
  });
  try {
    return { url: `http://${await listening}`, stop, log };
  } catch (error) {
    server.kill("SIGKILL");
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/**
 * Waits until a service has rendered its description as JSON and YAML. A build for tests can need longer for it than a
 * request may take; the service goes on rendering and keeps the result, so that a later request gets it.
 */
export async function renderDescription({ url }) {
  for (const path of ["openapi.json", "openapi.yaml"]) {
    const deadline = Date.now() + START_DEADLINE_MS;
    let status;
    do {
      const response = await fetch(`${url}/${path}`);
      await response.arrayBuffer();
      status = response.status;
    } while (status === 503 && Date.now() < deadline);
    assert.equal(status, 200, path);
  }
}
