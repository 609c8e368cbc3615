"""The decision of framewise written with NumPy, for the peers that scripts/bench compares the service with.

A peer does the work of a default answer: weights, scores, ranks, confidence from 10,000 draws, changed answers that
change the first place, the next question, and the reasons of the first three frameworks with their sources. Whatever
does not depend on the request is prepared at the start, as a good Python service would do it: draws, effects, texts.
"""

import json
import tomllib
from itertools import combinations
from pathlib import Path

import numpy as np

DRAWS = 10_000
DRAWS_FOR_QUESTIONS = 1_024
SPREAD = 0.5
TIE = 1e-12
MOST_CHANGES = 5
EXPLAINED = 3
REASONS = 3
SUPPORT = ("none", "third_party", "official_extension", "built_in")


class Knowledge:
    """The knowledge as arrays: frameworks by row; criteria, then features, by column."""

    def __init__(self, folder: Path, full: dict):
        criteria = tomllib.loads((folder / "criteria.toml").read_text())["criteria"]
        self.questions = tomllib.loads((folder / "questions.toml").read_text())["questions"]
        features = next(question for question in self.questions if question["id"] == "features")["options"]
        self.columns = [criterion["id"] for criterion in criteria] + [f"feature:{option['id']}" for option in features]
        self.column = {name: number for number, name in enumerate(self.columns)}
        self.base = np.array([criterion["base_weight"] for criterion in criteria] + [0.0] * len(features))
        self.options = [(question["id"], option["id"]) for question in self.questions for option in question["options"]]
        self.option = {option: number for number, option in enumerate(self.options)}
        self.effects = np.array(
            [self._effect(option) for question in self.questions for option in question["options"]]
        )
        found = sorted(full["frameworks"], key=lambda framework: framework["id"])
        self.frameworks = [framework["id"] for framework in found]
        self.names = [framework["name"] for framework in found]
        ratings = [{rating["criterion"]: rating for rating in framework["ratings"]} for framework in found]
        self.value, low, high = (
            np.array([[row[name][part] for name in self.columns] for row in ratings]) for part in ("value", "low", "high")
        )
        levels = [{entry["id"]: SUPPORT.index(entry["support"]) for entry in framework["capabilities"]} for framework in found]
        capability = {option["id"]: option["capability"] for option in features}
        self.support = {
            feature: np.array([level.get(needed, 0) for level in levels]) for feature, needed in capability.items()
        }
        sources = {source["id"]: source["url"] for source in full["sources"]}
        self.claims = [self._claims(framework, sources) for framework in found]
        self._draw(low, high)

    def _effect(self, option: dict) -> np.ndarray:
        added = np.zeros(len(self.columns))
        for effect in option["effects"]:
            added[self.column[effect["criterion"]]] += effect["weight"]
        if "weight" in option:
            added[self.column[f"feature:{option['id']}"]] += option["weight"]
        return added

    def _claims(self, framework: dict, sources: dict) -> dict:
        """By column and kind, the texts of the claims with the addresses of their sources."""
        found: dict = {}
        for claim in framework["claims"]:
            if claim.get("criterion") in self.column:
                entry = {"text": claim["text"], "sources": [sources[source] for source in claim["sources"]]}
                found.setdefault((self.column[claim["criterion"]], claim["kind"]), []).append(entry)
        return found

    def _draw(self, low: np.ndarray, high: np.ndarray) -> None:
        chance = np.random.default_rng(1)
        self.factors = np.exp(SPREAD * chance.standard_normal((DRAWS, len(self.columns))))
        share = chance.random((DRAWS, *self.value.shape))
        t = np.where(share < 0.5, np.sqrt(2 * share) - 1, 1 - np.sqrt(2 * (1 - share)))
        # By column, because an answer uses a part of the columns.
        drawn = self.value + t * np.where(t >= 0, high - self.value, self.value - low)
        self.drawn = np.ascontiguousarray(drawn.transpose(2, 0, 1))
        self.drawn_for_questions = np.ascontiguousarray(self.drawn[:, :DRAWS_FOR_QUESTIONS])


def load(folder: str, full: str) -> Knowledge:
    """The knowledge of a folder, with the ratings and claims of `GET /v1/knowledge/full`."""
    return Knowledge(Path(folder), json.loads(Path(full).read_text()))


def recommend(knowledge: Knowledge, request: dict) -> dict:
    """The answer to a checked request: `answers`, `priorities`, `candidates`, `exclude`, `must_have`."""
    given = np.zeros(len(knowledge.options))
    answers = request.get("answers") or {}
    for question, answer in answers.items():
        for option in answer if isinstance(answer, list) else [answer]:
            given[knowledge.option[question, option]] = 1
    priorities = np.ones(len(knowledge.columns))
    for name, priority in (request.get("priorities") or {}).items():
        priorities[knowledge.column[name]] = priority
    raw = priorities * (knowledge.base + given @ knowledge.effects)
    weights = raw / raw.sum()
    rows = taking_part(knowledge, request)
    scores = knowledge.value[rows] @ weights
    order = np.argsort(-scores, kind="stable")
    shares = first_shares(knowledge, weights, rows)
    first = rows[order[0]]
    return {
        "recommended": knowledge.frameworks[first],
        "confidence": float(shares[order[0]]),
        "ranking": [
            place(knowledge, weights, rows, order, number, float(scores[row]), float(shares[row]))
            for number, row in enumerate(order)
        ],
        "would_change_it": changes(knowledge, given, priorities, weights, rows),
        "next_question": next_question(knowledge, given, raw, priorities, rows, answers),
    }


def taking_part(knowledge: Knowledge, request: dict) -> np.ndarray:
    named = request.get("candidates") or knowledge.frameworks
    excluded = request.get("exclude") or []
    taken = np.array([framework in named and framework not in excluded for framework in knowledge.frameworks])
    for feature in request.get("must_have") or []:
        taken &= knowledge.support[feature] >= 1
    return np.flatnonzero(taken)


def first_shares(knowledge: Knowledge, weights: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """By framework that takes part, the share of the draws in which it comes first."""
    scores = np.zeros((DRAWS, len(rows)))
    for column in np.flatnonzero(weights):
        scores += (weights[column] * knowledge.factors[:, column])[:, None] * knowledge.drawn[column][:, rows]
    return np.bincount(scores.argmax(axis=1), minlength=len(rows)) / DRAWS


def place(knowledge, weights, rows, order, number, score, share) -> dict:
    row = rows[order[number]]
    found = {
        "rank": number + 1, "framework": knowledge.frameworks[row], "name": knowledge.names[row],
        "score": score, "first_rank_acceptability": share,
    }
    if number < EXPLAINED:
        others = np.delete(rows, order[number])
        lead = weights * (knowledge.value[row] - knowledge.value[others].mean(axis=0))
        found["strengths"] = reasons(knowledge, row, np.argsort(-lead), lead, ("feature", "advantage", "use_when"))
        found["cautions"] = reasons(knowledge, row, np.argsort(lead), -lead, ("disadvantage", "avoid_when"))
    return found


def reasons(knowledge, row, columns, size, kinds) -> list:
    found = []
    for column in columns:
        if size[column] <= 0 or len(found) == REASONS:
            break
        claims = [claim for kind in kinds for claim in knowledge.claims[row].get((column, kind), ())]
        if claims:
            found.append({"criterion": knowledge.columns[column], "points": float(size[column]), "claims": claims[:2]})
    return found


def changes(knowledge, given, priorities, weights, rows) -> list:
    """The smallest and closest sets of one or two changed answers after which another framework comes first."""
    single = [change for question in knowledge.questions for change in of_question(knowledge, question, given)]
    deltas = np.array([delta for _, _, delta in single])
    first = winners(knowledge.value[rows] @ weights)
    found, decisive = [], set()
    for size in (1, 2):
        sets = [
            chosen for chosen in combinations(range(len(single)), size)
            if not decisive.intersection(chosen)
            and (size == 1 or single[chosen[0]][0]["multiple"] or single[chosen[0]][0] is not single[chosen[1]][0])
        ]
        if not sets:
            continue
        raw = priorities * (knowledge.base + (given + deltas[np.array(sets)].sum(axis=1)) @ knowledge.effects)
        moved = raw / raw.sum(axis=1, keepdims=True)
        scores = moved @ knowledge.value[rows].T
        first_after = (scores.max(axis=1, keepdims=True) - scores < TIE).argmax(axis=1)
        distances = np.abs(moved - weights).sum(axis=1)
        changed = np.flatnonzero(first_after != first)
        if size == 1:
            decisive = {sets[index][0] for index in changed}
        for index in changed[np.argsort(distances[changed], kind="stable")]:
            if len(found) == MOST_CHANGES:
                break
            found.append({
                "changes": [{"question": single[part][0]["id"], "to": single[part][1]} for part in sets[index]],
                "recommended": knowledge.frameworks[rows[first_after[index]]],
                "distance": float(distances[index]),
            })
    return found


def of_question(knowledge, question, given) -> list:
    """Each change of the answer to a question: the question, the new option, what changes in the given options."""
    found = []
    numbers = [knowledge.option[question["id"], option["id"]] for option in question["options"]]
    for option, number in zip(question["options"], numbers, strict=True):
        delta = np.zeros(len(given))
        if question["multiple"]:
            delta[number] = 1 - 2 * given[number]
        elif given[number]:
            continue
        else:
            delta[numbers] = -given[numbers]
            delta[number] = 1
        found.append((question, option["id"], delta))
    return found


def winners(scores) -> int:
    return int((scores.max() - scores < TIE).argmax())


def next_question(knowledge, given, raw, priorities, rows, answers) -> dict | None:
    """The open question whose answer is expected to tell most about the first place, in bits."""
    drawn = knowledge.drawn_for_questions[:, :, rows]
    factors = knowledge.factors[:DRAWS_FOR_QUESTIONS]
    base = np.zeros(drawn.shape[1:])
    for column in np.flatnonzero(raw):
        base += (raw[column] * factors[:, column])[:, None] * drawn[column]
    best, gain = None, 0.0
    for question in knowledge.questions:
        if question["id"] in answers:
            continue
        shares = np.array([
            shares_after(knowledge, (question["id"], option["id"]), base, factors, drawn, priorities)
            for option in question["options"]
        ])
        likelihoods = np.array([option["likelihood"] for option in question["options"]])
        if question["multiple"]:
            without = np.bincount(base.argmax(axis=1), minlength=len(rows)) / len(base)
            parts = [mutual(np.array([without, after]), np.array([1 - chance, chance]))
                     for after, chance in zip(shares, likelihoods, strict=True)]
            found = min(sum(parts), np.log2(len(rows)))
        else:
            found = mutual(shares, likelihoods)
        found *= question["answered"]
        if found > gain:
            best, gain = question["id"], found
    return None if best is None else {"question": best, "expected_gain": float(gain)}


def shares_after(knowledge, option, base, factors, drawn, priorities) -> np.ndarray:
    scores = base.copy()
    effect = priorities * knowledge.effects[knowledge.option[option]]
    for column in np.flatnonzero(effect):
        scores += (effect[column] * factors[:, column])[:, None] * drawn[column]
    return np.bincount(scores.argmax(axis=1), minlength=scores.shape[1]) / len(scores)


def mutual(shares, likelihoods) -> float:
    return entropy(likelihoods @ shares) - float(likelihoods @ [entropy(row) for row in shares])


def entropy(shares) -> float:
    positive = shares[shares > 0]
    return float(-(positive * np.log2(positive)).sum())
