"""Stability intervals by bisection and changes of answers by trying all of them: no formula of the program is used."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from model import TIE

HALVINGS = 60  # of an interval of 1: far below the last digit of a double
MOST_FLIPS = 5
SAME = 1e-12  # distances that agree to this are ordered by their labels


def winners(scores):
    """For each row of scores the first of those within TIE of the best."""
    return np.argmax(scores.max(axis=1, keepdims=True) - scores < TIE, axis=1)


def stability(knowledge, case):
    """By column, the ends of the interval of its weight in which the winner stays first, others in proportion."""
    ratings, weights = knowledge.value[case.rows], case.weights
    first = winners((weights @ ratings.T)[None])[0]
    # Scores less that of the first: what both have in common cannot cancel the digits of a lead.
    behind = ratings - ratings[first]
    columns = np.arange(len(weights))
    others = np.where(np.eye(len(weights), dtype=bool), 0.0, weights)
    sums = others.sum(axis=1)
    # What has all the weight cannot have less while the others keep their proportions.
    movable = sums > 0
    directions = np.divide(others, sums[:, None], out=np.zeros_like(others), where=movable[:, None])

    def wins(shares):
        moved = directions * (1 - shares)[:, None]
        moved[columns, columns] = shares
        return winners(moved @ behind.T) == first

    def end(limit):
        inside, outside = weights.copy(), np.full(len(weights), float(limit))
        reached = wins(outside)
        for _ in range(HALVINGS):
            middle = (inside + outside) / 2
            won = wins(middle)
            inside, outside = np.where(won, middle, inside), np.where(won, outside, middle)
        return np.where(movable, np.where(reached, float(limit), inside), weights if limit == 0 else 1.0)

    return end(0), end(1)


@dataclass
class Flip:
    """A set of changes, each (question, option given up, option chosen), and what comes of it."""

    changes: tuple
    winner: int  # row among those that take part
    margin: float
    distance: float


class Answers:
    """All answers that a request could be changed to."""

    def __init__(self, knowledge, case):
        self.knowledge, self.case = knowledge, case
        self.options = list(knowledge.effects)
        self.place = {option: number for number, option in enumerate(self.options)}
        self.effects = np.array([knowledge.effects[option] for option in self.options])
        self.multiple = {question["id"]: question["multiple"] for question in knowledge.questions}
        self.given = np.array([option in case.chosen for option in self.options], float)
        self.changes = list(self.single_changes())

    def single_changes(self):
        """Every option that could be given, replaced or, of several, dropped; in the order of the options."""
        for question, option in self.options:
            chosen = (question, option) in self.case.chosen
            if self.multiple[question]:
                yield (question, option, None) if chosen else (question, None, option)
            elif not chosen:
                before = next((given for asked, given in self.case.chosen if asked == question), None)
                yield (question, before, option)

    def sets(self, size, without=()):
        """Sets of that many changes that can be made together."""
        changes = [change for change in self.changes if change not in without]
        for chosen in combinations(changes, size):
            once = [question for question, _, _ in chosen if not self.multiple[question]]
            if len(once) == len(set(once)):
                yield chosen

    def decide(self, sets):
        """What comes of each set of changes; those after which nothing would count are left out."""
        given = np.repeat(self.given[None], len(sets), axis=0)
        for row, changes in zip(given, sets, strict=True):
            for question, before, after in changes:
                if before is not None:
                    row[self.place[question, before]] = 0
                if after is not None:
                    row[self.place[question, after]] = 1
        weights = self.case.priorities * (self.knowledge.base + given @ self.effects)
        sums = weights.sum(axis=1)
        counts = sums > 0
        weights = weights[counts] / sums[counts, None]
        scores = weights @ self.knowledge.value[self.case.rows].T
        best = np.sort(scores, axis=1)
        margins = best[:, -1] - best[:, -2]
        distances = np.abs(weights - self.case.weights).sum(axis=1)
        found = zip(np.array(sets, object)[counts], winners(scores), margins, distances, strict=True)
        return [Flip(tuple(map(tuple, changes)), *rest) for changes, *rest in found]


def label(change):
    question, before, after = change
    return f"{question}={after or before}"


def closest(flips, most):
    return sorted(flips, key=lambda flip: (round(flip.distance / SAME), *map(label, flip.changes)))[:most]


def flips(knowledge, case):
    """The smallest and closest sets of one or two changes after which another is first; none contains another."""
    if len(case.rows) < 2:
        return []
    answers = Answers(knowledge, case)
    first = winners((case.weights @ knowledge.value[case.rows].T)[None])[0]
    singles = [flip for flip in answers.decide(list(answers.sets(1))) if flip.winner != first]
    pairs = answers.sets(2, without=[flip.changes[0] for flip in singles])
    pairs = [flip for flip in answers.decide(list(pairs)) if flip.winner != first]
    return (closest(singles, MOST_FLIPS) + closest(pairs, MOST_FLIPS))[:MOST_FLIPS]


def target(knowledge, case, row):
    """The smallest and closest set of up to three changes that makes a framework first; None if there is none."""
    answers = Answers(knowledge, case)
    for size in range(1, 4):
        reached = [flip for flip in answers.decide(list(answers.sets(size))) if flip.winner == row]
        if reached:
            return closest(reached, 1)[0]
    return None
