"""What an answer must contain, by request: put together from the libraries, the simulation and the exhaustive search."""

import json
import subprocess
import sys
from pathlib import Path

import changes
import libraries
import numpy as np
import smaa
from model import TIE, ranks, read

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results"
CLOSE = 1e-9  # what is not sampled may differ by so much


def requests():
    return json.loads((HERE / "requests.json").read_text())


def expected(knowledge, entries, draws, seed):
    """The results of all requests."""
    cases = [read(knowledge, entry["request"]) for entry in entries]
    counts = smaa.acceptabilities(knowledge, cases, draws, seed)
    return [
        result(knowledge, entry, case, counted) for entry, case, counted in zip(entries, cases, counts, strict=True)
    ]


def result(knowledge, entry, case, counts):
    found = {"id": entry["id"], "weights": named(knowledge, case.weights, case.weights > 0)}
    if not case.rows:
        found |= {
            "recommended": None, "frameworks": [], "ranks": [], "scores": {name: [] for name in libraries.METHODS},
            "winners": dict.fromkeys(libraries.METHODS), "counts": [], "stability": {}, "would_change_it": [],
        }
        return found | ({"target": {"outcome": "excluded"}} if "target" in entry["request"] else {})
    scores = libraries.scores(knowledge, case)
    places = ranks(scores["weighted_sum"])
    # Best first; those that tie by id.
    order = sorted(range(len(case.rows)), key=lambda row: (places[row], row))
    names = [knowledge.frameworks[row] for row in case.rows]
    low, high = changes.stability(knowledge, case)
    found |= {
        "recommended": names[order[0]],
        "frameworks": [names[row] for row in order],
        "ranks": [places[row] for row in order],
        "scores": {method: [values[row] for row in order] for method, values in scores.items()},
        "winners": {method: names[best(method, values)] for method, values in scores.items()},
        "counts": [without_last_zeros(counts[row]) for row in order],
        "stability": named(knowledge, zip(low, high, strict=True), (low > CLOSE) | (high < 1 - CLOSE)),
        "would_change_it": [written(flip, names) for flip in changes.flips(knowledge, case)],
    }
    exact = smaa.exact(knowledge, case)
    if exact is not None:
        found["exact_first_ranks"] = [exact[row] for row in order]
    if "target" in entry["request"]:
        found["target"] = reached(knowledge, case, entry["request"]["target"], found, names)
    return found


def best(method, values):
    """The first of those within TIE of the best; of distances less is better."""
    values = -values if method == "city_block" else values
    return int(np.argmax(values.max() - values < TIE))


def without_last_zeros(counts):
    return np.trim_zeros(counts, "b").tolist()


def named(knowledge, values, which):
    return {column: value for column, value, wanted in zip(knowledge.columns, values, which, strict=True) if wanted}


def written(flip, names):
    return {
        "changes": [dict(zip(("question", "from", "to"), change, strict=True)) for change in flip.changes],
        "recommended": names[flip.winner], "margin": flip.margin, "distance": flip.distance,
    }


def reached(knowledge, case, target, found, names):
    """What would make a framework win: `first` and `excluded` need no search, `out_of_reach` is what it ends with."""
    if target not in names:
        return {"outcome": "excluded"}
    if target == found["recommended"]:
        return {"outcome": "first"}
    flip = changes.target(knowledge, case, names.index(target))
    return {"outcome": "reached", "flip": written(flip, names)} if flip else {"outcome": "out_of_reach"}


def check_scikit(python, knowledge, entries, results):
    """Ends if scikit-criteria, which has a Python of its own, differs in a weighted sum."""
    compared, problems = [], []
    for entry, found in zip(entries, results, strict=True):
        case = read(knowledge, entry["request"])
        if case.rows:
            matrix, weights, _ = libraries.problem(knowledge, case)
            problems.append({"matrix": matrix.tolist(), "weights": weights.tolist()})
            compared.append((found, [knowledge.frameworks[row] for row in case.rows]))
    done = subprocess.run([python, "-B", HERE / "scikit.py"], input=json.dumps(problems), text=True,
                          stdout=subprocess.PIPE, check=True)
    for (found, names), scores in zip(compared, json.loads(done.stdout), strict=True):
        for name, score in zip(found["frameworks"], found["scores"]["weighted_sum"], strict=True):
            if abs(np.atleast_1d(scores)[names.index(name)] - score) > CLOSE:
                sys.exit(f"{found['id']}: scikit-criteria and pymcdm differ in the score of {name}")
