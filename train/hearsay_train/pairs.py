# SPDX-License-Identifier: Apache-2.0
"""What the link head knows of a child (content piece, cue) and a parent (cue, source) beside their vectors.

src/extract/link.c computes the same numbers; a change here is a change there.
"""
import numpy as np

# A gap of so many words falls into the bucket of the last bound that it reaches.
DISTANCE_BOUNDS = np.array([0, 1, 2, 3, 4, 5, 7, 10, 15, 25, 50, 100])


def pair_features(story, children, parents):
    """[children, parents, 5]: rows of the tables distance, sentence, paragraph, quotation, rank."""
    child, parent = (np.array(spans, dtype=np.int64).reshape(-1, 2) for spans in (children, parents))
    c0, c1, p0, p1 = child[:, None, 0], child[:, None, 1], parent[None, :, 0], parent[None, :, 1]
    after = p0 >= c0  # the parent stands behind the child
    gap = np.maximum(np.where(after, p0 - c1, c0 - p1), 0)
    distance = np.searchsorted(DISTANCE_BOUNDS, gap, side="right") - 1 + len(DISTANCE_BOUNDS) * after
    sentence = np.clip(story.sentence[p0] - story.sentence[c0], -3, 3) + 3
    paragraph = np.clip(story.paragraph[p0] - story.paragraph[c0], -2, 2) + 2
    child_in, parent_in = story.quotation[c0], story.quotation[p0]
    quotation = np.where(
        child_in < 0, np.where(parent_in < 0, 0, 2), np.where(parent_in < 0, 1, np.where(child_in == parent_in, 3, 4))
    )
    before = np.searchsorted(parent[:, 0], child[:, 0], side="left")[:, None]  # parents in front of the child
    number = np.arange(len(parent))[None]
    rank = np.where(after, number - before, before - 1 - number)
    rank = np.clip(rank, 0, 3) + 4 * after
    return np.stack(np.broadcast_arrays(distance, sentence, paragraph, quotation, rank), axis=-1)
