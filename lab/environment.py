"""Fresh virtual environments: made without pip, so that all they hold was installed for the framework."""

import json
import os
import subprocess
import sys
from pathlib import Path

MIB = 1024 * 1024


def run(command, **options):
    """Runs a command and returns what it prints; a failure ends the lab with the command and its message."""
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, **options)
    if done.returncode != 0:
        sys.exit(f"failed: {' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return done.stdout


class Installer:
    """One pip outside the measured environments, which installs into them."""

    def __init__(self, python, directory):
        self.python = python
        self.home = Path(directory) / "installer"
        run([python, "-m", "venv", self.home])

    def fresh(self, directory, package):
        """A new environment with this package and what it depends on, nothing else."""
        run([self.python, "-m", "venv", "--without-pip", "--clear", directory])
        return Environment(self, Path(directory), package)

    def pip(self, environment, *arguments):
        return run([self.home / "bin/python", "-m", "pip", "--python", environment.python, *arguments])


class Environment:
    """A virtual environment whose size and distributions are those of the one package it was made for."""

    def __init__(self, installer, directory, package):
        self.installer = installer
        self.directory = directory
        self.python = directory / "bin/python"
        empty = self._bytes()
        self.install(package)
        self.installed_mib = (self._bytes() - empty) / MIB
        self.installed_distributions = len(self.versions())
        self.version = self.versions()[canonical(package)]

    def install(self, *packages):
        """Adds the newest version that pip chooses, byte code included, as pip does by default."""
        self.installer.pip(self, "install", "--quiet", *packages)

    def versions(self):
        """The version of every distribution, by its canonical name."""
        listed = json.loads(self.installer.pip(self, "list", "--format=json"))
        return {canonical(item["name"]): item["version"] for item in listed}

    def _bytes(self):
        return sum(
            os.lstat(Path(folder) / name).st_size
            for folder, _, names in os.walk(self.directory)
            for name in names
        )


def canonical(name):
    """The name as the package index compares it."""
    return name.lower().replace("_", "-").replace(".", "-")
