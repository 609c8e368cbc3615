"""Rank acceptabilities by simulation (SMAA-2, Lahdelma & Salminen 2001), with independent random numbers.

Weights: the stated ones times exp(spread z), z standard normal and independent for each column; for `uniform` the
whole simplex of the columns that count, drawn and ranked by pysensmcda. Ratings, independent for each framework and
column: value + t (high - value) for t >= 0 and value + t (value - low) for t < 0, t triangular on [-1, 1] with its
peak at 0. In a draw, the first by id of those that are equal is better.

Without intervals, and for at most six criteria, pysensmcda computes first ranks exactly, as volumes of polytopes.
"""

import numpy as np
from pysensmcda.smaa import exact_acceptability, simulate

BLOCK = 10_000  # draws at a time: the ratings of a block take 26 MB
MOST_EXACT = 6  # criteria: the number of vertices explodes
EPSILON = 1e-9  # what a later one of equal ones loses


def acceptabilities(knowledge, cases, draws, seed):
    """For each case how many of the draws give each framework (row) each rank (column)."""
    counts = [np.zeros((len(case.rows), len(case.rows)), int) for case in cases]
    chance = np.random.default_rng(seed)
    for _ in range(draws // BLOCK):
        block = Block(knowledge, chance)
        for case, found in zip(cases, counts, strict=True):
            if case.rows:
                found += block.uniform(case) if case.spread == "uniform" else block.log_normal(case)
    return counts


class Block:
    """Draws that all cases share: by column, and by column and framework, in single precision."""

    def __init__(self, knowledge, chance):
        columns, frameworks = len(knowledge.columns), len(knowledge.frameworks)
        self.chance = chance
        self.normal = chance.standard_normal((columns, BLOCK), np.float32)
        t = symmetric_triangular(chance.random((columns, frameworks, BLOCK), np.float32))
        low, value, high = (
            part.T[:, :, None].astype(np.float32) for part in (knowledge.low, knowledge.value, knowledge.high)
        )
        self.ratings = value + t * np.where(t >= 0, high - value, value - low)

    def log_normal(self, case):
        scores = np.zeros((len(case.rows), BLOCK), np.float32)
        # A factor that is common to all columns changes no rank, so nothing is divided by the sum of the weights.
        for column in np.flatnonzero(case.unnormalised):
            weight = np.float32(case.weights[column]) * np.exp(np.float32(case.spread) * self.normal[column])
            scores += weight * self.ratings[column][case.rows]
        order = np.argsort(-scores.T, axis=1, kind="stable")
        places = range(len(case.rows))
        return np.array([[np.count_nonzero(order[:, rank] == row) for rank in places] for row in places])

    def uniform(self, case):
        columns = np.flatnonzero(case.unnormalised)
        samples = self.ratings[np.ix_(columns, case.rows)].transpose(2, 1, 0)
        later = EPSILON * np.arange(len(case.rows))
        found = simulate(
            lambda matrix, weights, types: matrix @ weights - later, samples[0], np.ones(len(columns)),
            num_samples=BLOCK, matrix_samples=samples, store="accumulate", seed=self.chance,
        )
        return found.rank_counts.astype(int)


def symmetric_triangular(share):
    """The value that this share of a triangular distribution on [-1, 1] with its peak at 0 lies below."""
    return np.where(share < 0.5, np.sqrt(2 * share) - 1, 1 - np.sqrt(2 * (1 - share)))


def exact(knowledge, case):
    """Exact shares of first ranks under uniform weights and ratings without intervals; None where there is no such."""
    columns = np.flatnonzero(case.unnormalised)
    matrix = knowledge.value[np.ix_(case.rows, columns)]
    equal = len(np.unique(matrix, axis=0)) < len(matrix)
    if case.spread != "uniform" or not 2 <= len(columns) <= MOST_EXACT or len(matrix) < 2 or equal:
        return None
    types = np.ones(len(columns))
    return exact_acceptability(matrix, types, scaling="none", weight_bounds=False).acceptability
