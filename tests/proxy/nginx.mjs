// Debian's nginx in front of the service, with TLS and under a path, as deploy/nginx.conf has it.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const CONFIGURATION = new URL("../../deploy/nginx.conf", import.meta.url);
export const NAME = "tools.example";
const START_DEADLINE_MS = 10_000;

/** A port that nobody uses. */
export async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/**
 * Starts nginx on `port` for services on these ports of this machine. The file of the repository is used as it stands,
 * but for addresses, certificate and the rate at which a test asks.
 */
export async function startNginx(port, services) {
  const folder = await mkdtemp(join(tmpdir(), "framewise-nginx-"));
  const [certificate, key] = [join(folder, "certificate.pem"), join(folder, "key.pem")];
  const subject = ["-subj", `/CN=${NAME}`, "-addext", `subjectAltName=DNS:${NAME}`];
  execFileSync(
    "openssl",
    ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", ...subject,
      "-keyout", key, "-out", certificate],
    { stdio: "ignore" },
  );
  const shipped = await readFile(CONFIGURATION, "utf8");
  const servers = services.map((service) => `server 127.0.0.1:${service} max_fails=0;`).join("\n    ");
  const site = shipped
    .replace("server 127.0.0.1:8080 max_fails=0;", servers)
    .replace("listen 443 ssl;", `listen 127.0.0.1:${port} ssl;`)
    .replace("/etc/ssl/certs/tools.example.pem", certificate)
    .replace("/etc/ssl/private/tools.example.key", key);
  const main = join(folder, "nginx.conf");
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((name) => `${name}_temp_path ${join(folder, name)};`)
    .join("\n");
  await writeFile(
    main,
    `daemon off; master_process off; pid ${join(folder, "pid")}; error_log ${join(folder, "error.log")};
     events { worker_connections 1024; }
     http { access_log off; ${temporary}\n${site}\n}`,
  );
  const nginx = spawn("nginx", ["-p", folder, "-c", main], { stdio: "ignore" });
  const exited = once(nginx, "exit");
  const stop = async () => {
    nginx.kill("SIGTERM");
    await exited;
    await rm(folder, { recursive: true, force: true });
  };
  const log = () => readFile(join(folder, "error.log"), "utf8").catch(() => "");
  const deadline = Date.now() + START_DEADLINE_MS;
  while (!(await accepts(port))) {
    if (nginx.exitCode !== null || Date.now() > deadline) {
      throw new Error(`nginx does not start:\n${await log()}`);
    }
  }
  return { certificate: await readFile(certificate), log, stop };
}

async function accepts(port) {
  try {
    const { connect } = await import("node:net");
    const socket = connect(port, "127.0.0.1");
    await once(socket, "connect");
    socket.destroy();
    return true;
  } catch {
    await new Promise((resolve) => setTimeout(resolve, 50));
    return false;
  }
}
