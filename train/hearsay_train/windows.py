# SPDX-License-Identifier: Apache-2.0
"""Windows of word pieces out of stories, and batches of windows."""
import numpy as np
import torch

from .corpus import ROLES
from .pairs import pair_features

CLS, SEP, MASK = 101, 102, 103
IGNORED = -100
SLACK = 2  # pieces that the borders of words may cost a window, at least
STEP = 16  # pieces that the program runs at a time
PAIR, WANTED = 900, 224  # what a row costs beside a pair of rows; the rows of the cheapest windows


def cut(story, window, overlap, first_room=None):
    """Ranges of words whose pieces, with [CLS] and [SEP], fit into `window`; neighbours share `overlap` pieces. A
    `first_room` makes the first window smaller, so that the cuts of each epoch fall elsewhere."""
    bounds, total, ranges, start = story.piece_start, len(story), [], 0
    room = min(first_room or window - 2, window - 2)
    while start < total:
        end = int(np.searchsorted(bounds, bounds[start] + room, side="right")) - 1
        end = min(max(end, start + 1), total)
        ranges.append((start, end))
        if end == total:
            break
        back = int(np.searchsorted(bounds, bounds[end] - overlap, side="left"))
        start = max(back, start + 1)
        room = window - 2
    return ranges


def window_cost(pieces, room):
    """As in src/encoder/window.c: rows in whole steps, pairs of rows, and the context that a cut takes away."""
    rows = -(-(pieces + 2) // STEP) * STEP
    return rows * (rows + PAIR) + min(room, WANTED) ** 2


def cut_for_reading(story, window, overlap):
    """As src/encoder/window.c cuts a story: between paragraphs, in the cheapest way; a paragraph that is too long for a
    window by itself, into windows that overlap."""
    bounds, total, room = story.piece_start, len(story), window - 2
    borders = [i for i in range(total) if i == 0 or story.paragraph[i] != story.paragraph[i - 1]] + [total]
    at = [int(bounds[word]) for word in borders]
    best = [(0, 0)]  # what all before a border costs, and the border before it
    for end in range(1, len(borders)):
        starts = [i for i in reversed(range(end)) if at[end] - at[i] <= room] or [end - 1]
        best.append(min(((best[i][0] + window_cost(at[end] - at[i], room), i) for i in starts), key=lambda way: way[0]))
    ways, end = [], len(borders) - 1
    while end > 0:
        start = best[end][1]
        ways.append((borders[start], borders[end]))
        end = start
    return [part for start, end in reversed(ways) for part in cut_paragraph(story, start, end, room, overlap)]


def cut_paragraph(story, start, end, room, overlap):
    """As few windows as there must be, all of about one length."""
    bounds, ranges, at = story.piece_start, [], start
    pieces = int(bounds[end] - bounds[start])
    if pieces > room > overlap:
        count = -(-(pieces - overlap) // (room - overlap))
        even = -(-(pieces + (count - 1) * overlap) // count) + SLACK
        room = min(room, -(-(even + 2) // STEP) * STEP - 2)
    while at < end:
        stop = int(np.searchsorted(bounds, bounds[at] + room, side="right")) - 1
        stop = min(max(stop, at + 1), end)
        ranges.append((at, stop))
        if stop < end:
            at = max(int(np.searchsorted(bounds, bounds[stop] - overlap, side="left")), at + 1)
        else:
            break
    if len(ranges) > 1:
        first = int(np.searchsorted(bounds, bounds[end] - room, side="left"))
        ranges[-1] = (min(first, ranges[-1][0]), end)
    return ranges


def inputs(story, start, end, window):
    """What the encoder takes of the words [start, end): arrays over pieces, and each word's first and last piece. Only
    a single word can be too long for the window; its end is cut off."""
    bounds = story.piece_start
    owner = np.repeat(np.arange(start, end), np.diff(bounds[start : end + 1]))[: window - 2]
    around = lambda middle, before=0, behind=0: np.concatenate([[before], middle, [behind]])
    first = np.minimum(bounds[start:end] - bounds[start] + 1, window - 2)
    last = np.minimum(bounds[start + 1 : end + 1] - bounds[start], window - 2)
    layout = np.zeros(len(owner) + 2, dtype=np.int64)
    layout[first] = story.layout[start:end]
    return {
        "pieces": around(story.pieces[bounds[start] :][: len(owner)], CLS, SEP),
        "case": around(story.case[owner]),
        "quote": around(story.quote[owner]),
        "layout": layout,
        "first": first,
        "last": last,
    }


def targets(story, start, end, random=None, dropped=0.1):
    """Tags of the words [start, end), and the links between the spans that lie in it whole. `random` drops some cues,
    so that "none" is learned as the answer of a content whose cue was not found."""
    kept = {role: [i for i, (a, b) in enumerate(story.spans[role]) if start <= a and b <= end] for role in ROLES}
    gone = set()
    if random is not None:
        gone = {i for i in kept["cue"] if random.random() < dropped}
        kept["cue"] = [i for i in kept["cue"] if i not in gone]
    place = {role: {i: n for n, i in enumerate(kept[role])} for role in ROLES}
    none = {"cue": len(kept["cue"]), "source": len(kept["source"])}

    def target(index, role):
        if index < 0 or (role == "cue" and index in gone):
            return none[role]
        return place[role].get(index, IGNORED)

    spans = {role: [story.spans[role][i] for i in kept[role]] for role in ROLES}
    shift = lambda pieces: np.array(pieces, dtype=np.int64).reshape(-1, 2) - start
    return {
        "tags": story.tags[start:end],
        "paragraph_start": story.paragraph_start[start:end],
        "contents": shift(spans["content"]), "cues": shift(spans["cue"]), "sources": shift(spans["source"]),
        "content_target": np.array([target(story.content_cue[i], "cue") for i in kept["content"]], dtype=np.int64),
        "cue_target": np.array([target(story.cue_source[i], "source") for i in kept["cue"]], dtype=np.int64),
        "content_features": pair_features(story, spans["content"], spans["cue"]),
        "cue_features": pair_features(story, spans["cue"], spans["source"]),
    }


def batch(items):
    """Arrays of several windows as padded tensors, with the lengths."""
    out = {}
    for name in items[0]:
        arrays = [item[name] for item in items]
        shape = [len(items)] + [max(array.shape[i] for array in arrays) for i in range(arrays[0].ndim)]
        fill = IGNORED if name.endswith("_target") else 0
        padded = np.full(shape, fill, dtype=np.float32 if name == "paragraph_start" else np.int64)
        for row, array in enumerate(arrays):
            padded[(row, *(slice(0, n) for n in array.shape))] = array
        out[name] = torch.from_numpy(padded)
    out["lengths"] = torch.tensor([len(item["pieces"]) for item in items])
    out["word_counts"] = torch.tensor([len(item["first"]) for item in items])
    if "contents" in items[0]:
        for role in ("contents", "cues", "sources"):
            out[role + "_count"] = torch.tensor([len(item[role]) for item in items])
        # "None" is the last column of the padded scores, whatever the number of parents of a window.
        for child, parent in (("content", "cues"), ("cue", "sources")):
            columns = out[parent].shape[1]
            target, count = out[child + "_target"], out[parent + "_count"][:, None]
            out[child + "_target"] = torch.where(target == count, torch.tensor(columns), target)
    return out
