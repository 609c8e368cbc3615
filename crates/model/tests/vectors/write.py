"""Writes the expected results, one file for each group of requests: write.py PROGRAM PYTHON_OF_SCIKIT_CRITERIA."""

import json
import sys
from itertools import groupby

import numpy as np
import oracle
from model import Knowledge
from program import get, served

DRAWS = 100_000
SEED = 4
DIGITS = 12


def main(program, scikit):
    with served(program) as service:
        knowledge = Knowledge(get(f"{service}/v1/knowledge/full"))
    entries = oracle.requests()
    results = oracle.expected(knowledge, entries, DRAWS, SEED)
    oracle.check_scikit(scikit, knowledge, entries, results)
    head = {"knowledge_digest": knowledge.digest, "draws": DRAWS}
    for group, members in groupby(results, lambda result: result["id"].split("/")[0]):
        lines = ",\n".join(compact(plain(result)) for result in members)
        text = f"{compact({'group': group} | head)[:-1]},\"results\":[\n{lines}\n]}}\n"
        (oracle.RESULTS / f"{group}.json").write_text(text)
    print(f"{len(results)} results for the knowledge {knowledge.digest}")


def compact(value):
    return json.dumps(value, separators=(",", ":"))


def plain(value):
    """Numbers of NumPy as JSON has them, with 12 significant digits."""
    if isinstance(value, dict):
        return {key: plain(member) for key, member in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(member) for member in value]
    if isinstance(value, (float, np.floating)):
        rounded = float(f"{value:.{DIGITS}g}")
        return int(rounded) if rounded.is_integer() else rounded
    return value


if __name__ == "__main__":
    main(*sys.argv[1:])
