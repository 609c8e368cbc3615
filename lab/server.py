"""Runs a candidate's server pinned to one core, and reads from the system what its processes use."""

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from environment import Failure

EXPECTED = {"message": "Hello, World!"}
START_SECONDS = 30
STOP_SECONDS = 10
NANOSECONDS = 1_000_000_000


@contextlib.contextmanager
def served(candidate, directory, core):
    """A server that has answered its first request, as its process id and port; ended by its own id afterwards."""
    port = free_port()
    program, *rest = [part.replace("{port}", str(port)) for part in candidate.start]
    command = ["taskset", "-c", str(core), str(directory / candidate.id / "bin" / program), *rest]
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(
            command, cwd=directory / "apps" / candidate.id, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            env=clean_environment(PORT=str(port)),
        )
        try:
            first_answer(process, port)
            yield process.pid, port
        except Failure as failure:
            log.seek(0)
            raise Failure(f"{failure}: {' '.join(command)}\n{log.read()}") from None
        finally:
            stop(process)


def clean_environment(**extra):
    """The environment variables without those that would steer Python."""
    return {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")} | extra


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def first_answer(process, port):
    """Sends the first request as soon as the server accepts a connection, and checks the answer."""
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=START_SECONDS)
        try:
            connection.connect()
        except OSError:
            time.sleep(0.01)
            continue
        try:
            return check_answer(connection)
        finally:
            connection.close()
    raise Failure("the server ended" if process.poll() is not None else f"no server after {START_SECONDS} s")


def check_answer(connection):
    """The endpoint must answer 200 with the JSON document that all candidates return."""
    try:
        connection.request("GET", "/json")
        response = connection.getresponse()
        body = response.read()
        correct = response.status == 200 and json.loads(body) == EXPECTED
    except (OSError, http.client.HTTPException, ValueError) as fault:
        raise Failure(f"no answer to the first request ({fault!r})") from None
    if not correct:
        raise Failure(f"wrong answer {response.status} {body!r}, expected 200 {EXPECTED}")


def stop(process):
    """Asks the server to end, and kills it and all processes that it leaves if it does not."""
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


def cpu_seconds(pid):
    """CPU time, user and system, of a process, its threads and its living descendants."""
    # The id of the CPU clock of another process, as clock_getcpuclockid(3) computes it on Linux.
    clocks = [(~member << 3) | 2 for member in [pid, *descendants(pid)]]
    return sum(time.clock_gettime_ns(clock) for clock in clocks) / NANOSECONDS


def memory_mib(pid):
    """Memory of a process and its descendants; a page that n processes share counts 1/n in each (PSS)."""
    kib = 0
    for member in [pid, *descendants(pid)]:
        lines = Path(f"/proc/{member}/smaps_rollup").read_text().splitlines()
        kib += next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return kib / 1024


def descendants(pid):
    """The process ids of children, grandchildren and so on."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                # The name of a process, in brackets, may contain spaces; the parent is the second field after it.
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
    family = [pid]
    for member in family:
        family.extend(child for child, parent in parents.items() if parent == member)
    return family[1:]
