"""Requests per second of one served endpoint: the server pinned to one core, the load to another.

Two figures come from the same seconds of load: requests per second of the clock, and requests per second of CPU time
that the server's processes used. On a quiet core that the server keeps busy the two agree. When other programs compete
for the core, the clock counts their time too and the CPU time does not.
"""

import contextlib
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from startup import clean_environment

EXPECTED = {"message": "Hello, World!"}
CONNECTIONS = 32
START_SECONDS = 30
STOP_SECONDS = 10
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


@dataclass
class Load:
    """What one period of load showed."""

    per_clock_second: float
    per_cpu_second: float
    busy: float  # share of the period that the server spent on a CPU


def measure(command, application, server_core, load_core, warm_up, seconds):
    """Serves the application, checks its answer, warms it up and loads it."""
    with served(command, application, server_core) as (pid, port):
        check_answer(port)
        load(port, load_core, warm_up)
        before = cpu_seconds(pid)
        requests, elapsed = load(port, load_core, seconds)
        used = cpu_seconds(pid) - before
    return Load(requests / elapsed, requests / used, used / elapsed)


@contextlib.contextmanager
def served(command, application, core):
    """A running server as its process id and port; ended by its own id, and its children by theirs."""
    port = free_port()
    command = [part.format(port=port) for part in command]
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(
            ["taskset", "-c", str(core), *command],
            cwd=application, env=clean_environment(PORT=str(port)), stdin=subprocess.DEVNULL, stdout=log, stderr=log,
        )
        try:
            if not answers(process, port):
                log.seek(0)
                sys.exit(f"no server after {START_SECONDS} s: {' '.join(command)}\n{log.read()}")
            yield process.pid, port
        finally:
            stop(process)


def stop(process):
    """Asks the server to end, and ends it and whatever it leaves behind if it does not."""
    family = descendants(process.pid)
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for pid in family:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(process, port):
    """Whether the server accepts connections before the time is up."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
        time.sleep(0.05)
    return False


def check_answer(port):
    """Ends the lab if the endpoint does not answer 200 with the JSON document that all give."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", "/json")
    response = connection.getresponse()
    body = response.read()
    connection.close()
    if response.status != 200 or json.loads(body) != EXPECTED:
        sys.exit(f"wrong answer: {response.status} {body!r}, expected 200 {EXPECTED}")


def load(port, core, seconds):
    """Runs wrk; returns the number of correct answers and the seconds it took."""
    # wrk counts whole seconds only: shorter loads are for trying the lab, and last one second.
    command = ["taskset", "-c", str(core), "wrk", "-t1", f"-c{CONNECTIONS}", f"-d{max(1, round(seconds))}s",
               f"http://127.0.0.1:{port}/json"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in printed:
        sys.exit(f"answers other than 200 under load:\n{printed}")
    found = re.search(r"(\d+) requests in ([\d.]+)(ms|s|m),", printed)
    if found is None or found[1] == "0":
        sys.exit(f"no answers under load:\n{printed}")
    return int(found[1]), float(found[2]) * {"ms": 0.001, "s": 1, "m": 60}[found[3]]


def cpu_seconds(pid):
    """CPU time, user and system, of a process, its threads and its living descendants."""
    ticks = 0
    for member in [pid, *descendants(pid)]:
        fields = stat_fields(member)
        ticks += int(fields[11]) + int(fields[12])
    return ticks / TICKS_PER_SECOND


def descendants(pid):
    """The process ids of children, grandchildren and so on."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                parents[int(entry.name)] = int(stat_fields(entry.name)[1])
    family = [pid]
    for member in family:
        family.extend(child for child, parent in parents.items() if parent == member)
    return family[1:]


def stat_fields(pid):
    """The fields of /proc/PID/stat after the name, which may itself hold spaces: state, parent, …"""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
