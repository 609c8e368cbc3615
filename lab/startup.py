"""CPU time and memory of a server until it has answered its first request."""

import time

from server import cpu_seconds, memory_mib, served

SETTLE_SECONDS = 0.1  # work that a server does right after the first answer belongs to its start


def start_up(candidate, directory, core):
    """Milliseconds of CPU time and MiB of memory of all processes of the server."""
    with served(candidate, directory, core) as (pid, _):
        time.sleep(SETTLE_SECONDS)
        return cpu_seconds(pid) * 1000, memory_mib(pid)
