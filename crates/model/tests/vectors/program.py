"""The service on the frozen knowledge, on a free port, storing nothing."""

import contextlib
import json
import os
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

from fixture import KNOWLEDGE

START_SECONDS = 30
STOP_SECONDS = 20


@contextlib.contextmanager
def served(binary):
    """Address of a running service, which is stopped at the end."""
    command = [Path(binary).resolve(), "serve", "--bind", "127.0.0.1:0", "--storage", "false", "--log-format", "json",
               "--knowledge", KNOWLEDGE]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("FRAMEWISE_")}
    # The folder is empty, so there is no settings file.
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        with log.open("w") as file:
            process = subprocess.Popen(command, cwd=folder, env=environment, stderr=file)
        try:
            yield f"http://{address(process, log)}"
        finally:
            process.terminate()
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def address(process, log):
    """Where the service says that it listens."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        for line in log.read_text().splitlines():
            with contextlib.suppress(json.JSONDecodeError):
                event = json.loads(line)
                if event.get("message") == "listening":
                    return event["address"]
        time.sleep(0.05)
    raise RuntimeError(f"the service does not start:\n{log.read_text()}")


def get(url):
    with urllib.request.urlopen(url, timeout=60) as answer:
        return json.load(answer)


def recommend(service, request):
    """The full answer to a request; an error ends the comparison with the problem that the service reports."""
    body = json.dumps(request | {"detail": "full"}).encode()
    asked = urllib.request.Request(f"{service}/v1/recommendations", body, {"Content-Type": "application/json"})
    try:
        return get(asked)
    except urllib.error.HTTPError as error:
        raise RuntimeError(f"{json.dumps(request)} is answered by {error.code}: {error.read().decode()}") from error
