"""CPU time and peak memory of a fresh process that imports the minimal application and exits."""

import os
import subprocess
import sys

# The peak is read by the process itself: the one in the resource usage may be that of the parent before `exec`.
PROGRAM = """
import {module}
with open("/proc/self/status") as status:
    print(next(line.split()[1] for line in status if line.startswith("VmHWM:")))
"""


def start_up(environment, application, module, core):
    """Milliseconds of CPU time (user and system, interpreter included) and MiB of peak resident memory."""
    process = subprocess.Popen(
        ["taskset", "-c", str(core), str(environment.python), "-c", PROGRAM.format(module=module)],
        cwd=application, env=clean_environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )
    printed, complaint = process.stdout.read(), process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"cannot import {module} in {application}:\n{complaint}")
    return (usage.ru_utime + usage.ru_stime) * 1000, int(printed.split()[-1]) / 1024


def clean_environment(**extra):
    """The environment variables without those that would steer Python."""
    return {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")} | extra
