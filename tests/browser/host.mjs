// A page of another site, on another origin: a small server for the pages of a test.
import { once } from "node:events";
import { createServer } from "node:http";

/** Notes the messages that a frame sends, and the events of an element. */
const NOTES = `
window.messages = [];
window.events = [];
addEventListener("message", ({ data, origin }) => messages.push({ data, origin }));
for (const name of ["ready", "result", "counted", "error"]) {
  addEventListener("framewise:" + name, ({ detail }) => events.push({ name, detail }));
}`;

/** Starts the server; `page` adds a page with this body and policy and returns its address. */
export async function startHost() {
  const pages = new Map([["/notes.js", { type: "text/javascript", body: NOTES, headers: {} }]]);
  const server = createServer((request, response) => {
    const found = pages.get(new URL(request.url, "http://host").pathname);
    const headers = { "Content-Type": found?.type ?? "text/plain", ...found?.headers };
    response.writeHead(found ? 200 : 404, headers).end(found?.body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${server.address().port}`;
  const add = (path, type, body, headers = {}) => {
    pages.set(path, { type, body, headers });
    return url + path;
  };
  return {
    url,
    add,
    page(body, { policy, head = "", lang = "en" } = {}) {
      const html = `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>A lesson</title>
        <link rel="icon" href="data:,"><script src="/notes.js"></script>${head}</head>
        <body><main><h1>A lesson</h1>${body}</main></body></html>`;
      return add(`/${pages.size}.html`, "text/html", html, policy ? { "Content-Security-Policy": policy } : {});
    },
    stop: () => new Promise((resolve) => server.close(resolve) && server.closeAllConnections()),
  };
}
