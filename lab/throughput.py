"""Requests per second of one served endpoint: the server pinned to one core, the load to another.

Two figures come from the same seconds of load: requests per second of the clock, and requests per second of CPU time
that the server's processes used. On a quiet core that the server keeps busy the two agree. When other programs compete
for the core, the clock counts their time too and the CPU time does not.
"""

import re
import subprocess
from dataclasses import dataclass

from environment import Failure
from server import cpu_seconds, served

CONNECTIONS = 32


@dataclass
class Load:
    """The results of one second of load."""

    per_clock_second: float
    per_cpu_second: float
    busy: float  # share of the second that the server spent on a CPU


def measure(candidate, directory, options):
    """Serves the application, warms it up, and returns the best of several loads of one second.

    Other programs take caches and time from a server and never give it any, so the best second is the least disturbed.
    """
    with served(candidate, directory, options.server_core) as (pid, port):
        load(port, options.load_core, options.warm_up)
        loads = [second_of_load(pid, port, options.load_core) for _ in range(options.seconds)]
    return max(loads, key=lambda found: found.per_cpu_second)


def second_of_load(pid, port, core):
    before = cpu_seconds(pid)
    requests, elapsed = load(port, core, 1)
    used = cpu_seconds(pid) - before
    return Load(requests / elapsed, requests / used, used / elapsed)


def load(port, core, seconds):
    """Runs wrk; returns the number of correct answers and the seconds it took."""
    command = ["taskset", "-c", str(core), "wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s",
               f"http://127.0.0.1:{port}/json"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in printed or "Socket errors" in printed:
        raise Failure(f"wrong answers or lost connections under load:\n{printed}")
    found = re.search(r"(\d+) requests in ([\d.]+)(ms|s|m),", printed)
    if found is None or found[1] == "0":
        raise Failure(f"no answers under load:\n{printed}")
    return int(found[1]), float(found[2]) * {"ms": 0.001, "s": 1, "m": 60}[found[3]]
