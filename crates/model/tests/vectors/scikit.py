"""The weighted sum of scikit-criteria: problems as JSON on standard input, scores on standard output."""

import json
import sys

from skcriteria import mkdm
from skcriteria.agg.simple import WeightedSumModel


def scores(problem):
    matrix, weights = problem["matrix"], problem["weights"]
    decision = mkdm(matrix, objectives=[max] * len(weights), weights=weights)
    return WeightedSumModel().evaluate(decision).e_.score.tolist()


json.dump([scores(problem) for problem in json.load(sys.stdin)], sys.stdout)
