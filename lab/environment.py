"""Fresh virtual environments: made without pip, so that all they hold was installed for the application."""

import json
import os
import subprocess
from dataclasses import asdict, dataclass
from pathlib import Path

MIB = 1024 * 1024


class Failure(Exception):
    """A candidate could not be installed, started or measured; the message has the command and what it printed."""


@dataclass
class Installed:
    """What an installation put into an empty environment."""

    version: str  # of the framework; of the server for a baseline
    server_version: str
    framework_distributions: int
    framework_mib: float
    installed_distributions: int
    installed_mib: float

    def write(self, environment):
        record(environment).write_text(json.dumps(asdict(self)))

    @classmethod
    def read(cls, environment):
        """The record of this environment; None where nothing was installed."""
        try:
            return cls(**json.loads(record(environment).read_text()))
        except FileNotFoundError:
            return None


def record(environment):
    return environment.with_suffix(".json")


class Installer:
    """One pip outside the measured environments, which installs into them."""

    def __init__(self, python, directory):
        self.python = python
        self.home = directory / "installer"
        run([python, "-m", "venv", self.home])

    def install(self, candidate, environment):
        """Makes the environment anew: installs the framework, counts, adds the server, counts again."""
        record(environment).unlink(missing_ok=True)
        run([self.python, "-m", "venv", "--without-pip", "--clear", environment])
        empty = size(environment)
        if candidate.package:
            self._pip(environment, "install", "--quiet", candidate.package)
        alone, alone_size = self._versions(environment), size(environment)
        if candidate.server_install:
            self._pip(environment, "install", "--quiet", *candidate.server_install)
        whole = self._versions(environment)
        changed = {name for name, version in alone.items() if whole.get(name) != version}
        if changed:
            raise Failure(f"the server changed the version of {', '.join(sorted(changed))}")
        return Installed(
            version=whole[canonical(candidate.package or candidate.server)],
            server_version=whole[canonical(candidate.server)],
            framework_distributions=len(alone), framework_mib=(alone_size - empty) / MIB,
            installed_distributions=len(whole), installed_mib=(size(environment) - empty) / MIB,
        )

    def _versions(self, environment):
        """The version of every distribution, by its canonical name."""
        listed = json.loads(self._pip(environment, "list", "--format=json"))
        return {canonical(item["name"]): item["version"] for item in listed}

    def _pip(self, environment, *arguments):
        """Runs pip, which compiles byte code as it does by default."""
        return run([self.home / "bin/python", "-m", "pip", "--python", environment / "bin/python", *arguments])


def size(environment):
    """Bytes of all files, without following links."""
    return sum(
        os.lstat(Path(folder) / name).st_size for folder, _, names in os.walk(environment) for name in names
    )


def run(command):
    """Runs a command and returns what it prints."""
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if done.returncode != 0:
        raise Failure(f"failed: {' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return done.stdout


def canonical(name):
    """The name as the package index compares it."""
    return name.lower().replace("_", "-").replace(".", "-")
