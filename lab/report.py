"""What the lab writes: the TOML file with every run and ratio, and the table on the screen."""

import datetime
import json
import os
import platform
import sys
import tomllib
from pathlib import Path
from statistics import median

from environment import run

# In the order of the file: name, unit, which way is better, digits after the point, definition.
MEASURES = {
    "installed_distributions": (
        "Installed distributions", "distributions", "less", 0,
        "Distributions that plain `pip install` commands for the framework and its server put into an empty environment, "
        "both included: all that serves the first request.",
    ),
    "installed_mib": (
        "Installed size", "MiB", "less", 2,
        "Sum of the sizes of all files that these installations add, byte code included.",
    ),
    "framework_distributions": (
        "Distributions of the framework alone", "distributions", "less", 0,
        "Distributions that a plain `pip install` of the framework puts into an empty environment, itself included, "
        "before a server is added.",
    ),
    "framework_mib": (
        "Size of the framework alone", "MiB", "less", 2,
        "Sum of the sizes of all files that this installation adds, byte code included.",
    ),
    "startup_cpu_ms": (
        "CPU time of a start", "ms", "less", 1,
        "CPU time, user and system, that the server's processes use from their start until they have answered the first "
        "request to the minimal application; the least of three starts in each run.",
    ),
    "memory_mib": (
        "Memory", "MiB", "less", 2,
        "Memory of the server's processes after that first request, where a page that several processes share counts "
        "once (proportional set size); the median of three starts in each run.",
    ),
    "json_throughput": (
        "JSON throughput", "requests per second of CPU time", "more", 1,
        "Requests to a minimal JSON endpoint that one worker process answers over open connections for each second of "
        "CPU time that the server uses, in the best second of each run; on a quiet core that the server keeps busy this "
        "equals requests per second.",
    ),
}
# Counted once, when the environment is made.
COUNTED = ("installed_distributions", "installed_mib", "framework_distributions", "framework_mib")
# Measured in every run next to the reference, whose figures are written next to the runs.
REFERENCED = ("startup_cpu_ms", "memory_mib", "json_throughput")


def refuse_to_lose(path, frameworks):
    """Ends the lab if the file has a framework that is not among these: a run never replaces figures by fewer."""
    if not path.exists():
        return
    written = {framework["id"] for framework in tomllib.loads(path.read_text())["frameworks"]}
    if missing := written - frameworks:
        sys.exit(f"{path} is not changed, because it has figures of {', '.join(sorted(missing))} and this run has none; "
                 f"correct what failed, or write elsewhere with --out")


def rounded(measure, value):
    """The value as it is written, so that the ratios are those of the written values."""
    digits = MEASURES[measure][3]
    return round(value, digits) if digits else round(value)


def summary(lab, name, measure):
    """Median, lowest and highest ratio to the reference of the same run."""
    reference = lab.reference.id
    if name == reference:
        return 1.0, 1.0, 1.0
    beside = lab.reference_runs[name][measure] if measure in REFERENCED else lab.runs[reference][measure]
    ratios = [own / other for own, other in zip(lab.runs[name][measure], beside, strict=True)]
    return tuple(round(value, 3) for value in (median(ratios), min(ratios), max(ratios)))


def document(lab):
    """The text of measurements.toml."""
    lines = [
        "#:schema schema/measurements.json",
        "# Written by lab/measure on the day below; see lab/README.md. Not edited by hand.",
        f"measured_on = {quoted(datetime.date.today().isoformat())}",
        f"machine = {quoted(machine(lab.options.note))}",
        f"python = {quoted(python_version(lab))}",
        f"method = {quoted(method(lab))}",
        f"reference = {quoted(lab.reference.id)}",
    ]
    for measure, (name, unit, better, _, definition) in MEASURES.items():
        lines += ["", "[[measures]]", f"id = {quoted(measure)}", f"name = {quoted(name)}", f"unit = {quoted(unit)}",
                  f"definition = {quoted(definition)}", f"better = {quoted(better)}"]
    for candidate in lab.candidates:
        lines += candidate_lines(lab, candidate)
    return "\n".join(lines) + "\n"


def candidate_lines(lab, candidate):
    table = "frameworks" if candidate.package else "baselines"
    lines = ["", f"[[{table}]]", f"id = {quoted(candidate.id)}",
             f"version = {quoted(lab.installed[candidate.id].version)}", f"server = {quoted(server(lab, candidate))}",
             f"server_source = {quoted(candidate.server_source)}"]
    for measure in measures_of(candidate):
        ratio, low, high = summary(lab, candidate.id, measure)
        lines += ["", f"[{table}.measures.{measure}]", f"runs = {lab.runs[candidate.id][measure]}"]
        if measure in REFERENCED and candidate is not lab.reference:
            lines.append(f"reference_runs = {lab.reference_runs[candidate.id][measure]}")
        lines += [f"ratio = {ratio}", f"low = {low}", f"high = {high}"]
    return lines


def measures_of(candidate):
    """A baseline has no framework to count."""
    return [measure for measure in MEASURES if candidate.package or not measure.startswith("framework_")]


def server(lab, candidate):
    """Name, version and mode of the server, as `gunicorn 25.0.0 (gthread worker, 4 threads)`."""
    return f"{candidate.server} {lab.installed[candidate.id].server_version} ({candidate.server_mode})"


def machine(note):
    """One sentence about the machine, from what the system says."""
    processor = Path("/proc/cpuinfo").read_text()
    model = next(line.split(":", 1)[1].strip() for line in processor.splitlines() if line.startswith("model name"))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    virtual = ", virtual machine" if "hypervisor" in processor else ""
    kernel = ".".join(platform.release().split("-")[0].split(".")[:2])
    added = f", {note}" if note else ""
    return f"{os.cpu_count()} cores of {model}, {memory:.0f} GiB of memory, Linux {kernel}{virtual}{added}."


def method(lab):
    options = lab.options
    return (
        "Every framework with the same interface (WSGI or ASGI) runs under the same server with one worker process, and "
        "one without such an interface under its own server. Each framework and its server were installed into a fresh "
        f"environment of their own. In each of {options.rounds} runs, starts alternate with starts of "
        f"{lab.reference.package}; a load after {options.warm_up} s of warm-up (wrk, 32 open connections, server and load "
        f"on a core each, the best of {options.seconds} seconds) stands between two loads of {lab.reference.package}, whose "
        "mean is its reference. A ratio is the median over the runs, with the lowest and the highest next to it."
    )


def python_version(lab):
    """The version of the interpreter in the environments."""
    python = lab.directory / lab.reference.id / "bin/python"
    return run([python, "-c", "import platform; print(platform.python_version())"]).strip()


def print_table(lab):
    """Ratios with their spread, and the throughput by the clock next to the one by CPU time."""
    print(f"\nratio to {lab.reference.id} (lowest to highest of {lab.options.rounds} runs)")
    print(f"{'':<22}" + "".join(f"{measure:>26}" for measure in MEASURES) + f"{'requests per CPU s, clock s':>30}")
    for candidate in lab.candidates:
        name = candidate.id
        cells = ["{:.3f} ({:.3f} to {:.3f})".format(*summary(lab, name, measure)) for measure in MEASURES]
        both = f"{median(lab.runs[name]['json_throughput']):.0f}, {median(lab.clock_runs[name]):.0f}"
        title = f"{name} {lab.installed[name].version}"
        print(f"{title:<22}" + "".join(f"{cell:>26}" for cell in cells) + f"{both:>30}")


def quoted(text):
    """A TOML basic string; JSON's quoting is a subset of it."""
    return json.dumps(text, ensure_ascii=False)
