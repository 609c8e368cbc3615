"""Chooses the requests from a seed, and writes requests.json. Run once; the frozen knowledge never changes."""

import json
import random
import tomllib
from pathlib import Path

from fixture import KNOWLEDGE

HERE = Path(__file__).resolve().parent
SEED = 20261123
SUBSETS = 80  # random answers
RESTRICTED = 60  # random answers with priorities, candidates, exclude or must_have
SMALL_SIMPLEXES = 48  # uniform weights over at most six criteria
LARGE_SIMPLEXES = 12  # uniform weights over all criteria that count
TARGETS = 16  # random answers with a framework that is to win
MOST_FEATURES = 6
SPREAD = 0.5  # stated in each request without another one, so that the results do not depend on the default
SUPPORT = ("third_party", "official_extension", "built_in")


def main():
    chosen = Chooser(random.Random(SEED)).all()
    lines = ",\n".join(json.dumps(entry, separators=(",", ":")) for entry in chosen)
    (HERE / "requests.json").write_text(f"[\n{lines}\n]\n")
    print(f"{len(chosen)} requests")


class Chooser:
    """The questions and names that there are, and a generator of random numbers."""

    def __init__(self, chance):
        self.chance = chance
        questions = tomllib.loads((KNOWLEDGE / "questions.toml").read_text())["questions"]
        self.options = {question["id"]: [option["id"] for option in question["options"]] for question in questions}
        self.features = self.options["features"]
        self.criteria = [c["id"] for c in tomllib.loads((KNOWLEDGE / "criteria.toml").read_text())["criteria"]]
        self.frameworks = sorted(path.stem for path in (KNOWLEDGE / "frameworks").glob("*.toml"))

    def all(self):
        groups = {
            "options": self.single_options(),
            "answers": self.numbered(SUBSETS, lambda _: {"answers": self.answers()}),
            "restricted": self.numbered(RESTRICTED, self.restricted),
            "simplex": self.numbered(SMALL_SIMPLEXES, self.small_simplex)
            + self.numbered(LARGE_SIMPLEXES, self.large_simplex, SMALL_SIMPLEXES),
            "targets": self.numbered(TARGETS, self.target),
            "edges": self.edges(),
        }
        return [
            {"id": f"{group}/{name}", "request": request if "uniform" in request else {"spread": SPREAD} | request}
            for group, named in groups.items()
            for name, request in named
        ]

    def numbered(self, count, make, start=0):
        return [(f"{number + 1:03}", make(number)) for number in range(start, start + count)]

    def single_options(self):
        return [
            (f"{question}={option}", {"answers": {question: [option] if question == "features" else option}})
            for question, options in self.options.items()
            for option in options
        ]

    def answers(self):
        """A random number of questions answered at random."""
        questions = self.some(list(self.options), 1, len(self.options))
        return {
            question: self.some(self.features, 1, MOST_FEATURES)
            if question == "features" else self.chance.choice(self.options[question])
            for question in questions
        }

    def restricted(self, number):
        """Random answers with each restriction in turn, and every fourth with several."""
        makers = {
            "priorities": self.priorities,
            "candidates": lambda: self.some(self.frameworks, 2, len(self.frameworks)),
            "exclude": lambda: self.some(self.frameworks, 1, len(self.frameworks) - 1),
            "must_have": lambda: self.some(self.features, 1, 3),
        }
        names = list(makers)
        wanted = {names[number % 4]}
        if number % 4 == 3:
            wanted |= set(self.some(names, 1, 3)) - {"candidates"}
        request = {"answers": self.answers()} | {name: makers[name]() for name in names if name in wanted}
        if "must_have" in wanted and self.chance.random() < 0.5:
            request["minimum_support"] = self.chance.choice(SUPPORT)
        if self.chance.random() < 0.3:
            request["spread"] = self.chance.choice([0.1, 0.25, 0.75, 1, 2])
        return request

    def priorities(self):
        columns = self.criteria + [f"feature:{feature}" for feature in self.features]
        return {column: self.chance.choice([0, 0.1, 0.5, 2, 3.5, 5]) for column in self.some(columns, 1, 6)}

    def small_simplex(self, _):
        """Two to six criteria count, no answer adds another; the stated weights are of no account then."""
        count = self.some(self.criteria, 2, 6)
        candidates = self.some(self.frameworks, 2, len(self.frameworks))
        return {"priorities": self.all_but(count), "candidates": candidates, "uniform": True}

    def large_simplex(self, _):
        return {"answers": self.answers(), "uniform": True}

    def target(self, number):
        """Each framework in turn; every fourth time it may be among those that lack something."""
        request = {"answers": self.answers(), "target": self.frameworks[number % len(self.frameworks)]}
        return request | ({"must_have": self.some(self.features, 1, 2)} if number % 4 == 3 else {})

    def edges(self):
        full = {question: options[0] for question, options in self.options.items()}
        last = {question: options[-1] for question, options in self.options.items()}
        some = {"project_type": "rest_api", "project_size": "small", "features": ["api_docs", "nosql"]}
        edges = [
            ("nothing-answered", {}),
            ("no-answers-in-an-object", {"answers": {}}),
            ("no-features-in-a-list", {"answers": {"features": []}}),
            ("every-first-option", {"answers": full | {"features": self.features[:1]}}),
            ("every-last-option", {"answers": last | {"features": self.features[-1:]}}),
            ("everything-with-all-features", {"answers": full | {"features": self.features}}),
            ("all-features-alone", {"answers": {"features": self.features}}),
            ("none-has-everything", {"must_have": self.features, "minimum_support": "built_in"}),
            ("must-have-one-built-in", {"answers": some, "must_have": ["orm"], "minimum_support": "built_in"}),
            ("spread-none", {"answers": some, "spread": 0}),
            ("spread-none-nothing-answered", {"spread": 0}),
            ("spread-least", {"answers": some, "spread": 1e-9}),
            ("spread-small", {"answers": some, "spread": 0.05}),
            ("spread-largest", {"answers": some, "spread": 3}),
            ("spread-uniform-nothing-answered", {"uniform": True}),
            ("spread-uniform-everything", {"answers": full | {"features": self.features}, "uniform": True}),
            ("draws-few", {"answers": some, "draws": 100}),
            ("draws-odd", {"answers": some, "draws": 777}),
            ("draws-many", {"answers": some, "draws": 40000}),
            ("priorities-all-the-same", {"answers": some, "priorities": dict.fromkeys(self.criteria, 5)}),
            ("priorities-tiny", {"answers": some, "priorities": dict.fromkeys(self.criteria, 1e-6)}),
            ("one-criterion-and-a-trace", {"priorities": self.all_but(["performance"]) | {"longevity": 1e-9}}),
            ("two-criteria-without-answers", {"priorities": self.all_but(["security", "longevity"])}),
            ("a-feature-alone", {"answers": {"features": ["orm"]}, "priorities": self.all_but([])}),
            ("two-features-alone", {"answers": {"features": ["orm", "async"]}, "priorities": self.all_but([])}),
        ]
        # Whatever ties on a criterion ties in the ranking when all weight is on it.
        for criterion in self.criteria:
            edges.append((f"only-{criterion}", {"priorities": self.all_but([criterion])}))
        for framework in self.frameworks[:3]:
            edges.append((f"one-candidate-{framework}", {"answers": some, "candidates": [framework]}))
        edges.append(("all-but-one-excluded", {"answers": some, "exclude": self.frameworks[1:]}))
        edges.append(("one-candidate-uniform", {"candidates": self.frameworks[:1], "uniform": True}))
        edges.append(("two-candidates", {"answers": some, "candidates": ["django", "flask"]}))
        edges.append(("two-candidates-uniform", {"candidates": ["django", "fastapi"], "uniform": True}))
        return edges

    def all_but(self, kept):
        """Priorities that let no other criterion count."""
        return {criterion: 0 for criterion in self.criteria if criterion not in kept}

    def some(self, names, least, most):
        """A random number of names in their own order."""
        chosen = set(self.chance.sample(names, self.chance.randint(least, most)))
        return [name for name in names if name in chosen]


if __name__ == "__main__":
    main()
