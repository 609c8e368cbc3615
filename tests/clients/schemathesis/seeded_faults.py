"""Seeds faults into the responses of a service and counts those that Schemathesis finds.

    seeded_faults.py ADDRESS SCHEMATHESIS

A proxy changes the responses of one operation, as a faulty handler would; Schemathesis then checks this operation through
the proxy. At least 19 of the 20 faults have to be found, and none without a fault.
"""

import http.client
import json
import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[3]
LEAST = 19


def edit(change):
    """A fault in the members of a successful response."""
    def apply(status, kind, body):
        if status == 200 and kind.startswith("application/json"):
            value = json.loads(body)
            change(value)
            body = json.dumps(value).encode()
        return status, kind, body
    return apply


def status_of(old, new):
    return lambda status, kind, body: (new if status == old else status, kind, body)


def typed(new):
    return lambda status, kind, body: (status, new if status == 200 else kind, body)


def first(value):
    return value["ranking"][0]


# Operation and fault.
FAULTS = [
    ("recommend", "a required member is missing", edit(lambda value: value.pop("ranking"))),
    ("recommend", "a nullable member is missing", edit(lambda value: value.pop("receipt"))),
    ("recommend", "a member is renamed", edit(lambda value: value.update(confident=value.pop("confidence")))),
    ("recommend", "a number is a string", edit(lambda value: first(value).update(score=str(first(value)["score"])))),
    ("recommend", "a share is above 1", edit(lambda value: value.update(confidence=1.5))),
    ("recommend", "a value is not of its enumeration", edit(lambda value: value.update(detail="long"))),
    ("recommend", "a truth value is null", edit(lambda value: value.update(settled=None))),
    ("recommend", "success is 201", status_of(200, 201)),
    ("recommend", "invalid requests succeed", status_of(422, 200)),
    ("recommend", "invalid requests fail", status_of(422, 500)),
    ("get_recommendation", "a list is an object", edit(lambda value: value.update(ranking={}))),
    ("get_recommendation", "the media type is another", typed("text/plain")),
    ("recommend_batch", "an item lacks its status", edit(lambda value: value["results"][0].pop("status"))),
    ("list_frameworks", "an item lacks its links", edit(lambda value: [item.pop("links") for item in value["items"]])),
    ("list_frameworks", "the total is negative", edit(lambda value: value.update(total=-1))),
    ("get_framework", "a day is no date", edit(lambda value: [claim.update(verified_on="today") for claim in value["claims"]])),
    ("get_claim", "sources are ids again", edit(lambda value: value.update(sources=["x"]))),
    ("compare_frameworks", "a map is a list", edit(lambda value: value.update(advantages=[]))),
    ("list_questions", "invalid requests have an undescribed status", status_of(422, 418)),
    ("get_knowledge", "it does not exist", status_of(200, 410)),
]


class Proxy(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    target = ""
    fault = staticmethod(lambda *response: response)

    def forward(self):
        length = int(self.headers.get("Content-Length") or 0)
        connection = http.client.HTTPConnection(urlsplit(self.target).netloc, timeout=60)
        headers = {name: value for name, value in self.headers.items() if name.lower() not in ("host", "accept-encoding")}
        connection.request(self.command, self.path, self.rfile.read(length) if length else None, headers)
        response = connection.getresponse()
        kind = response.getheader("Content-Type") or ""
        body = response.read()
        status, kind, body = (response.status, kind, body) if self.command == "HEAD" else self.fault(response.status, kind, body)
        self.send_response(status)
        for name, value in response.getheaders():
            if name.lower() not in ("content-length", "content-type", "connection", "transfer-encoding", "date", "server"):
                self.send_header(name, value)
        if kind:
            self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def __getattr__(self, name):
        """The handler of any method: the service decides which it supports."""
        if name.startswith("do_"):
            return self.forward
        raise AttributeError(name)

    def log_message(self, *_):
        pass


def main(address, schemathesis):
    Proxy.target = address
    server = ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    environment = os.environ | {"SCHEMATHESIS_HOOKS": "hooks", "PYTHONPATH": str(Path(__file__).parent)}

    def finds(operation):
        command = [schemathesis, "run", ROOT / "openapi" / "v1.json", "--url", f"http://127.0.0.1:{server.server_port}",
                   "--include-operation-id", operation, "--checks", "all", "--phases", "examples,coverage",
                   "--max-failures", "1", "--seed", "1", "--no-color", "--warnings", "off"]
        return subprocess.run(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT).returncode != 0

    # Without a fault nothing may be found, or the rest would show nothing.
    for operation in sorted({operation for operation, _, _ in FAULTS}):
        if finds(operation):
            print(f"{operation}: fails without a fault")
            return False
    found = 0
    for operation, what, fault in FAULTS:
        Proxy.fault = staticmethod(fault)
        seen = finds(operation)
        found += seen
        print(f"{operation}: {what}: {'found' if seen else 'NOT FOUND'}", flush=True)
    print(f"{found} of {len(FAULTS)} seeded faults were found")
    return found >= LEAST


if __name__ == "__main__":
    sys.exit(0 if main(sys.argv[1], sys.argv[2]) else 1)
