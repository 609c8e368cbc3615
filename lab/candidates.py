"""What the lab measures: the frameworks and baselines of frameworks.toml, each with its server."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

LAB = Path(__file__).resolve().parent
REFERENCE = "flask"


@dataclass(frozen=True)
class Candidate:
    """One application and how it is served."""

    id: str
    package: str | None  # None for a baseline, which has no framework
    server: str  # the distribution that serves
    server_mode: str
    server_source: str
    server_install: tuple[str, ...]  # empty for a framework that serves itself
    start: tuple[str, ...]  # the command; {port} is still to be filled in


def read(only=None):
    """All candidates, or those with an id in `only` and the reference."""
    document = tomllib.loads((LAB / "frameworks.toml").read_text())
    found = [candidate(entry, document["servers"]) for entry in document["frameworks"] + document["baselines"]]
    unknown = set(only or ()) - {each.id for each in found}
    if unknown:
        raise SystemExit(f"not in frameworks.toml: {', '.join(sorted(unknown))}")
    return [each for each in found if not only or each.id in only or each.id == REFERENCE]


def candidate(entry, servers):
    package = entry.get("package")
    if entry["interface"] == "own":
        return Candidate(entry["id"], package, package, "its own server", entry["source"], (), tuple(entry["start"]))
    server = servers[entry["interface"]]
    start = tuple(part.replace("{application}", entry["application"]) for part in server["start"])
    return Candidate(entry["id"], package, server["package"], server["mode"], server["source"],
                     tuple(server["install"]), start)
