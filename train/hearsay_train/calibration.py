# SPDX-License-Identifier: Apache-2.0
"""Logistic regression from an attribution's features to its confidence, and measures of how good confidences are."""
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def fit(features, right, weights, penalty):
    """(weight of each feature, bias) of the L2-penalised fit, by Newton's method. The penalty is on the weights of the
    features scaled to a deviation of one, not on the bias."""
    mean, deviation = features.mean(0), features.std(0)
    deviation[deviation == 0] = 1
    x = np.column_stack([(features - mean) / deviation, np.ones(len(features))])
    ridge = np.diag([penalty] * features.shape[1] + [0.0])
    found = np.zeros(x.shape[1])
    for _ in range(100):
        p = sigmoid(x @ found)
        slope = x.T @ (weights * (p - right)) + ridge @ found
        step = np.linalg.solve((x.T * (weights * p * (1 - p))) @ x + ridge, slope)
        found -= step
        if np.abs(step).max() < 1e-9:
            break
    weight = found[:-1] / deviation
    return weight, found[-1] - weight @ mean


def folds_of(stories, count, dice):
    """The fold of each row: rows of one story are in one fold."""
    names = sorted(set(stories))
    fold = dict(zip([names[i] for i in dice.permutation(len(names))], np.arange(len(names)) % count))
    return np.array([fold[story] for story in stories], dtype=int)


def log_loss(p, right):
    p = np.clip(p, 1e-6, 1 - 1e-6)
    return -np.mean(np.where(right, np.log(p), np.log(1 - p)))


def brier(p, right):
    return np.mean((p - right) ** 2)


def ranking(p, right):
    """How often a right one has more confidence than a wrong one, a tie being half: the area under the ROC curve."""
    above, below = p[right == 1][:, None], p[right == 0][None, :]
    if not above.size or not below.size:
        return float("nan")
    return np.mean((above > below) + 0.5 * (above == below))
