"""What the lab writes: the TOML file with every run and ratio, and the table on the screen."""

import datetime
import json
import os
import platform
import subprocess
from pathlib import Path
from statistics import median

# In the order of the file: name, unit, which way is better, digits after the point, definition.
MEASURES = {
    "installed_distributions": (
        "Installed distributions", "distributions", "less", 0,
        "Distributions that a plain `pip install` of the framework puts into an empty environment, itself included, "
        "before a server is added.",
    ),
    "installed_mib": (
        "Installed size", "MiB", "less", 2,
        "Sum of the sizes of all files that this installation adds, byte code included.",
    ),
    "startup_cpu_ms": (
        "CPU time of a start", "ms", "less", 1,
        "CPU time, user and system, of a fresh process that starts Python, imports the minimal application and exits; "
        "the median of five in each run.",
    ),
    "memory_mib": (
        "Memory", "MiB", "less", 2,
        "Peak resident memory of that same process; the median of five in each run.",
    ),
    "json_throughput": (
        "JSON throughput", "requests per second of CPU time", "more", 1,
        "Requests to a minimal JSON endpoint that one worker of the recommended server answers for each second of CPU "
        "time that the server uses; on a quiet core that it keeps busy this equals requests per second.",
    ),
}
# Measures whose reference was measured beside each framework, and is written beside its runs.
REFERENCED = ("startup_cpu_ms", "memory_mib", "json_throughput")


def rounded(measure, value):
    """The value as it is written, so that the ratios are those of the written values."""
    digits = MEASURES[measure][3]
    return round(value, digits) if digits else round(value)


def summary(lab, name, measure):
    """Median, lowest and highest ratio to the reference of the same run."""
    reference = lab.reference["id"]
    if name == reference:
        return 1.0, 1.0, 1.0
    beside = lab.reference_runs[name][measure] if measure in REFERENCED else lab.runs[reference][measure]
    ratios = [own / other for own, other in zip(lab.runs[name][measure], beside, strict=True)]
    return tuple(round(value, 3) for value in (median(ratios), min(ratios), max(ratios)))


def write(path, lab):
    lines = [
        "#:schema schema/measurements.json",
        "# Written by lab/measure on the day below; see lab/README.md. Not edited by hand.",
        f"measured_on = {quoted(datetime.date.today().isoformat())}",
        f"machine = {quoted(machine(lab.options.note))}",
        f"python = {quoted(lab.python_version)}",
        f"method = {quoted(method(lab))}",
        f"reference = {quoted(lab.reference['id'])}",
    ]
    for measure, (name, unit, better, _, definition) in MEASURES.items():
        lines += ["", "[[measures]]", f"id = {quoted(measure)}", f"name = {quoted(name)}", f"unit = {quoted(unit)}",
                  f"definition = {quoted(definition)}", f"better = {quoted(better)}"]
    for framework in lab.frameworks:
        lines += framework_lines(lab, framework)
    Path(path).write_text("\n".join(lines) + "\n")


def framework_lines(lab, framework):
    name = framework["id"]
    version, _ = lab.versions[name]
    lines = ["", "[[frameworks]]", f"id = {quoted(name)}", f"version = {quoted(version)}",
             f"server = {quoted(server(lab, framework))}", f"server_source = {quoted(framework['server_source'])}"]
    for measure in MEASURES:
        ratio, low, high = summary(lab, name, measure)
        lines += ["", f"[frameworks.measures.{measure}]", f"runs = {lab.runs[name][measure]}"]
        if measure in REFERENCED and name != lab.reference["id"]:
            lines.append(f"reference_runs = {lab.reference_runs[name][measure]}")
        lines += [f"ratio = {ratio}", f"low = {low}", f"high = {high}"]
    return lines


def server(lab, framework):
    """Name, version and mode of the server, as `gunicorn 25.0.0 (sync worker)`."""
    _, version = lab.versions[framework["id"]]
    detail = framework.get("server_detail")
    return f"{framework['server']} {version}" + (f" ({detail})" if detail else "")


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
        f"Each of {options.rounds} runs installs every framework into a fresh environment and measures it once. "
        f"Starts alternate with starts of {lab.reference['package']}; a load of {options.seconds:g} s after "
        f"{options.warm_up:g} s of warm-up (wrk, 32 connections, server and load on a core each) stands between two "
        f"loads of {lab.reference['package']}, whose mean is its reference. "
        "A ratio is the median over the runs, with the lowest and the highest beside it."
    )


def python_version(python):
    return subprocess.run([python, "-c", "import platform; print(platform.python_version())"],
                          capture_output=True, text=True, check=True).stdout.strip()


def print_table(lab):
    """Ratios with their spread, and the throughput by the clock beside the one by CPU time."""
    print(f"\nratio to {lab.reference['id']} (lowest to highest of {lab.options.rounds} runs)")
    print(f"{'':<22}" + "".join(f"{measure:>26}" for measure in MEASURES) + f"{'requests per CPU s, clock s':>30}")
    for framework in lab.frameworks:
        name = framework["id"]
        cells = ["{:.3f} ({:.3f} to {:.3f})".format(*summary(lab, name, measure)) for measure in MEASURES]
        both = f"{median(lab.runs[name]['json_throughput']):.0f}, {median(lab.clock_runs[name]):.0f}"
        print(f"{name + ' ' + lab.versions[name][0]:<22}" + "".join(f"{cell:>26}" for cell in cells) + f"{both:>30}")


def quoted(text):
    """A TOML basic string; JSON's quoting is a subset of it."""
    return json.dumps(text, ensure_ascii=False)
