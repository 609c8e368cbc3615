"""Where the knowledge lies that requests and results are about: the frozen one, which no release changes."""

from pathlib import Path

KNOWLEDGE = Path(__file__).resolve().parents[4] / "tests/fixtures/knowledge"
