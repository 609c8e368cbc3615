"""The decision model once more, written from its formulas and not from the program.

Weights: W_c = p_c (b_c + sum of the effects of the answers), divided by their sum. They are read from the TOML files;
ratings and support levels come from the program (GET /v1/knowledge/full), since deriving them is not what is compared.
"""

import tomllib
from dataclasses import dataclass

import numpy as np
from fixture import KNOWLEDGE

SUPPORT = ("none", "third_party", "official_extension", "built_in")
TIE = 1e-12


class Knowledge:
    """What there is to compare, as arrays: frameworks by row, criteria and then features by column."""

    def __init__(self, full):
        self.digest = full["knowledge"]["digest"]
        criteria = tomllib.loads((KNOWLEDGE / "criteria.toml").read_text())["criteria"]
        self.questions = tomllib.loads((KNOWLEDGE / "questions.toml").read_text())["questions"]
        features = next(question for question in self.questions if question["id"] == "features")["options"]
        self.columns = [c["id"] for c in criteria] + [f"feature:{feature['id']}" for feature in features]
        self.index = {column: number for number, column in enumerate(self.columns)}
        self.base = np.array([c["base_weight"] for c in criteria] + [0.0] * len(features))
        self.effects = {
            (question["id"], option["id"]): self.effect(option)
            for question in self.questions
            for option in question["options"]
        }
        found = sorted(full["frameworks"], key=lambda framework: framework["id"])
        self.frameworks = [framework["id"] for framework in found]
        ratings = [{rating["criterion"]: rating for rating in framework["ratings"]} for framework in found]
        self.value, self.low, self.high = (
            np.array([[row[column][part] for column in self.columns] for row in ratings])
            for part in ("value", "low", "high")
        )
        capabilities = {feature["id"]: feature["capability"] for feature in features}
        self.support = [
            {feature: support(framework, capability) for feature, capability in capabilities.items()}
            for framework in found
        ]

    def effect(self, option):
        """What an option adds to the weight of each column."""
        added = np.zeros(len(self.columns))
        for effect in option["effects"]:
            added[self.index[effect["criterion"]]] += effect["weight"]
        if "weight" in option:
            added[self.index[f"feature:{option['id']}"]] += option["weight"]
        return added


def support(framework, capability):
    """The level at which a framework supports a capability; what is not recorded is not there."""
    found = (c["support"] for c in framework["capabilities"] if c["id"] == capability)
    return SUPPORT.index(next(found, "none"))


@dataclass
class Case:
    """A request as numbers."""

    chosen: set  # pairs of question and option
    priorities: np.ndarray
    unnormalised: np.ndarray
    rows: list  # the frameworks that take part, ascending
    spread: float | str
    draws: int

    @property
    def weights(self):
        return self.unnormalised / self.unnormalised.sum()


DEFAULT_DRAWS = 10_000


def read(knowledge, request):
    """Reads a request; unnormalised weights, and who takes part."""
    chosen = set()
    for question, answer in request.get("answers", {}).items():
        chosen |= {(question, option) for option in (answer if isinstance(answer, list) else [answer])}
    priorities = np.ones(len(knowledge.columns))
    for column, priority in request.get("priorities", {}).items():
        priorities[knowledge.index[column]] = priority
    named = request.get("candidates", knowledge.frameworks)
    least = SUPPORT.index(request.get("minimum_support", "third_party"))
    rows = [
        row
        for row, framework in enumerate(knowledge.frameworks)
        if framework in named and framework not in request.get("exclude", [])
        and all(knowledge.support[row][feature] >= least for feature in request.get("must_have", []))
    ]
    return Case(
        chosen, priorities, weigh(knowledge, chosen, priorities), rows,
        "uniform" if request.get("uniform") else request["spread"], request.get("draws", DEFAULT_DRAWS),
    )


def weigh(knowledge, chosen, priorities):
    """Unnormalised weights; added up in the order of the questions."""
    return priorities * sum((knowledge.effects[option] for option in sorted(chosen)), knowledge.base)


def ranks(scores):
    """1 for the best; scores within TIE of the best of a group share its rank."""
    order = sorted(range(len(scores)), key=lambda row: -scores[row])
    found, first = [0] * len(scores), 0
    for place, row in enumerate(order):
        if scores[order[first]] - scores[row] >= TIE:
            first = place
        found[row] = first + 1
    return found


def winner(scores):
    """Row of the best; the first of those that tie."""
    return next((row for row, rank in enumerate(ranks(scores)) if rank == 1), None)
