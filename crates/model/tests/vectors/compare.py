"""Compares committed results, fresh results of the libraries, and answers of the program: compare.py PROGRAM PYTHON.

What is not sampled may differ by 1e-9. Of what is sampled, k1 hits in n1 draws and k2 in n2 may differ by
4 sqrt(p (1 - p) / n1) + 4 sqrt(p (1 - p) / n2), with p = (k1 + k2 + 1) / (n1 + n2 + 2).
"""

import json
import sys
from math import sqrt

import oracle
from model import DEFAULT_DRAWS, Knowledge
from program import get, recommend, served

DRAWS = 20_000  # fresh ones, with other random numbers than the committed ones
SEED = 5
MOST_SHOWN = 40


def main(program, scikit):
    entries = oracle.requests()
    committed, files = read_committed()
    with served(program) as service:
        knowledge = Knowledge(get(f"{service}/v1/knowledge/full"))
        for file in files:
            if file["knowledge_digest"] != knowledge.digest:
                sys.exit(f"results/{file['group']}.json holds for the knowledge {file['knowledge_digest']}, this is "
                         f"{knowledge.digest}; run crates/model/tests/vectors/generate")
        answers = [recommend(service, entry["request"]) for entry in entries]
    fresh = oracle.expected(knowledge, entries, DRAWS, SEED)
    oracle.check_scikit(scikit, knowledge, entries, fresh)
    faults = []
    for entry, expected, again, answer in zip(entries, committed, fresh, answers, strict=True):
        draws = entry["request"].get("draws", DEFAULT_DRAWS)
        faults += [f"{entry['id']}: libraries: {fault}" for fault in differences("", expected, again, DRAWS)]
        faults += [f"{entry['id']}: framewise: {fault}" for fault in differences("", expected, shape(answer), draws)]
    print("\n".join(faults[:MOST_SHOWN]))
    print(f"{len(entries)} requests, {len(faults)} differences")
    sys.exit(bool(faults))


def read_committed():
    """The results in the order of the requests, and the files that they stand in."""
    files = [json.loads(path.read_text()) for path in oracle.RESULTS.glob("*.json")]
    results = {result["id"]: result | {"draws": file["draws"]} for file in files for result in file["results"]}
    return [results[entry["id"]] for entry in oracle.requests()], files


def shape(answer):
    """What an answer reports, in the shape of a result."""
    ranking, robustness, target = answer["ranking"], answer["robustness"], answer.get("target")
    draws = robustness["draws"]
    result = {
        "recommended": answer["recommended"],
        "frameworks": [place["framework"] for place in ranking],
        "ranks": [place["rank"] for place in ranking],
        "scores": {"weighted_sum": [place["score"] for place in ranking]},
        "winners": {found["method"]: found["winner"] for found in robustness["methods"]},
        "counts": [[share * draws for share in place["acceptability"]] for place in ranking],
        "stability": {found["criterion"]: [found["from"], found["to"]] for found in robustness["stability"]},
        "would_change_it": [flip(found) for found in answer["would_change_it"]],
    }
    if target:
        result["target"] = {"outcome": target["outcome"]}
        if target.get("flip"):
            result["target"]["flip"] = flip(target["flip"])
    return result


def flip(found):
    return {member: found[member] for member in ("changes", "recommended", "margin")}


def differences(path, expected, found, draws):
    """What is found to be otherwise than expected; nothing is said of members that are not found."""
    if isinstance(expected, dict) and isinstance(found, dict):
        for key in found:
            if key == "counts":
                yield from counted(expected["counts"], expected["draws"], found["counts"], draws)
            elif key == "stability":
                # What is left out does not matter for the winner, whatever its weight.
                ends = {column: expected["stability"].get(column, [0, 1]) for column in found["stability"]}
                yield from differences("stability ", ends, found["stability"], draws)
            elif key not in expected:
                yield f"{path}{key} is there"
            else:
                yield from differences(f"{path}{key} ", expected[key], found[key], draws)
    elif isinstance(expected, list) and isinstance(found, (list, tuple)) and len(expected) == len(found):
        for index, (one, other) in enumerate(zip(expected, found, strict=True)):
            yield from differences(f"{path}{index} ", one, other, draws)
    elif isinstance(expected, (int, float)) and not isinstance(found, (str, list, dict, type(None))):
        if abs(expected - found) > oracle.CLOSE:
            yield f"{path}is {found}, not {expected}"
    elif expected != found:
        yield f"{path}is {found}, not {expected}"


def counted(expected, draws, found, found_draws):
    """Counts that are further apart than chance can put them; those at the end of a list that are 0 are left out."""
    for row, (ours, theirs) in enumerate(zip(expected, found, strict=True)):
        for rank in range(max(len(ours), len(theirs))):
            one, other = (counts[rank] if rank < len(counts) else 0 for counts in (ours, theirs))
            share = (one + other + 1) / (draws + found_draws + 2)
            deviation = sqrt(share * (1 - share))
            if abs(one / draws - other / found_draws) > 4 * deviation * (draws**-0.5 + found_draws**-0.5):
                yield f"framework {row}, rank {rank + 1}: {other} of {found_draws} draws, {one} of {draws}"


if __name__ == "__main__":
    main(*sys.argv[1:])
