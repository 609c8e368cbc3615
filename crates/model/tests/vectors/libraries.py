"""Scores of independent libraries: pymcdm for weighted sum, TOPSIS and PROMETHEE II, SciPy for city-block distances.

scikit-criteria gives the weighted sum once more, in scikit.py: it needs other versions of what pymcdm needs.
"""

import numpy as np
from pymcdm.helpers import normalize_matrix
from pymcdm.methods import PROMETHEE_II, TOPSIS, WSM
from pymcdm.normalizations import minmax_normalization
from scipy.spatial.distance import cdist

METHODS = ("weighted_sum", "topsis", "promethee_ii", "city_block")


def as_it_is(column, cost=False):
    """No normalisation: ratings are on a common scale already."""
    return column


def problem(knowledge, case):
    """Matrix, weights and types of those who take part, on the columns that count."""
    columns = np.flatnonzero(case.unnormalised)
    matrix = knowledge.value[np.ix_(case.rows, columns)]
    return matrix, case.weights[columns], np.ones(len(columns))


def scores(knowledge, case):
    """By method, the score of each who takes part; of city_block less is better."""
    matrix, weights, types = problem(knowledge, case)
    if len(case.rows) == 1:
        # With nothing to compare, the libraries divide by 0 where framewise gives ½, 0 and 0.
        return {"weighted_sum": WSM(as_it_is)(matrix, weights, types, validation=False),
                "topsis": np.array([0.5]), "promethee_ii": np.zeros(1), "city_block": np.zeros(1)}
    # Without validation: it warns of frameworks that dominate others, and of what is the same for all.
    with np.errstate(invalid="ignore"):
        topsis = TOPSIS(minmax_normalization)(matrix, weights, types, validation=False)
    normalised = normalize_matrix(matrix, minmax_normalization, types)
    return {
        "weighted_sum": WSM(as_it_is)(matrix, weights, types, validation=False),
        # Where all are the same on everything, both distances are 0.
        "topsis": np.nan_to_num(topsis, nan=0.5),
        "promethee_ii": PROMETHEE_II("usual")(matrix, weights, types, validation=False),
        "city_block": cdist(normalised, normalised.max(axis=0, keepdims=True), "cityblock", w=weights)[:, 0],
    }
