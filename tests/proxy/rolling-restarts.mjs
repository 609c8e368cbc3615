// rolling-restarts.mjs PROGRAM RESTARTS: see scripts/rolling-restarts.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import https from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

import { NAME, freePort, startNginx } from "./nginx.mjs";
import { startPostgres } from "./postgres.mjs";

const [program, count] = [process.argv[2], Number(process.argv[3])];
const CLIENTS = 16;
const GRACE_SECONDS = 3;

const folder = await mkdtemp(join(tmpdir(), "framewise-rolling-"));
// For the unprivileged user of PostgreSQL.
await chmod(folder, 0o755);
const postgres = await startPostgres(join(folder, "postgres"));
const ports = [await freePort(), await freePort()];

/** Starts an instance, and waits until it listens. */
async function startInstance(port) {
  const flags = [
    "serve", "--bind", `127.0.0.1:${port}`, "--database-url", postgres.url, "--log-format", "json", "--workers", "1",
    "--log", "warn,framewise::cli=info", "--shutdown-grace-seconds", String(GRACE_SECONDS), "--rate-limit", "off",
    "--trusted-proxies", "127.0.0.1",
  ];
  const instance = spawn(program, flags, { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
  await new Promise((resolve, reject) => {
    createInterface(instance.stderr).on("line", (line) => {
      if (line.includes('"listening"')) resolve();
      else console.error(line);
    });
    instance.once("exit", (code) => reject(new Error(`an instance ends with ${code}`)));
  });
  return instance;
}

async function stopInstance(instance) {
  const exited = once(instance, "exit");
  instance.kill("SIGTERM");
  const [code] = await exited;
  if (code !== 0) throw new Error(`an instance ends with ${code}`);
}

const instances = [await startInstance(ports[0]), await startInstance(ports[1])];
const port = await freePort();
const nginx = await startNginx(port, ports);
const agent = new https.Agent({ keepAlive: true, ca: nginx.certificate, servername: NAME });
const outcomes = new Map();
let running = true;

/** One request; `store: true`, so that it reaches the database. */
function ask(body) {
  const options = {
    agent, method: "POST", host: "127.0.0.1", port, path: "/framewise/v1/recommendations",
    headers: { host: NAME, "content-type": "application/json", "content-length": Buffer.byteLength(body) },
  };
  return new Promise((resolve) => {
    const request = https.request(options, (response) => {
      response.resume();
      response.on("end", () => resolve(String(response.statusCode)));
      response.on("error", (error) => resolve(error.code));
    });
    request.on("error", (error) => resolve(error.code));
    request.end(body);
  });
}

async function client(number) {
  const body = JSON.stringify({ answers: { project_type: number % 2 ? "cms" : "rest_api" }, detail: "brief" });
  while (running) {
    const outcome = await ask(body);
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  }
}

const clients = Array.from({ length: CLIENTS }, (_, number) => client(number));
for (let restart = 0; restart < count; restart++) {
  const index = restart % 2;
  await stopInstance(instances[index]);
  instances[index] = await startInstance(ports[index]);
}
running = false;
await Promise.all(clients);
agent.destroy();
await nginx.stop();
await Promise.all(instances.map(stopInstance));
await postgres.stop();
await rm(folder, { recursive: true, force: true });
const failed = [...outcomes].filter(([outcome]) => outcome !== "200");
const all = [...outcomes.values()].reduce((sum, number) => sum + number, 0);
console.log(`${count} restarts, ${all} requests, ${failed.length ? JSON.stringify(failed) : "none"} failed`);
process.exit(failed.length || !all ? 1 : 0);
