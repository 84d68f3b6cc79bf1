# SPDX-License-Identifier: Apache-2.0
"""Noisy variants of annotated stories, with the gold kept in step: other quotation marks, lost ones, capitals, no
paragraph breaks."""
import random
import re

DOUBLE = "\"“”"


def rewritten(story, edits):
    """The story with each (start, end, new text) of `edits` (in order, apart) carried out, its spans moved along."""
    text, parts, at = story["text"], [], 0
    moved = list(range(len(text) + 1))  # old offset -> new offset
    shift = 0
    for start, end, new in edits:
        parts.append(text[at:start] + new)
        for old in range(at, start + 1):
            moved[old] = old + shift
        for old in range(start + 1, end):
            moved[old] = start + shift + min(old - start, len(new))
        shift += len(new) - (end - start)
        at = end
    parts.append(text[at:])
    for old in range(at, len(text) + 1):
        moved[old] = old + shift
    found = []
    for attribution in story["attributions"]:
        copy = dict(attribution)
        for role in ("source", "cue", "content"):
            spans = [[moved[a], moved[b]] for a, b in attribution.get(role) or []]
            copy[role] = [span for span in spans if span[0] < span[1]]
        found.append(copy)
    return {"id": story["id"], "text": "".join(parts), "attributions": found}


def double_marks(text):
    """(offset, opens) of each double quotation mark, straight ones judged by what stands before them."""
    marks = []
    for match in re.finditer(f"[{DOUBLE}]", text):
        at = match.start()
        before = text[at - 1] if at else " "
        marks.append((at, match.group() == "“" or (match.group() == '"' and (before.isspace() or before in "([—–-‘'"))))
    return marks


def with_marks(opening, closing):
    return lambda story, dice: [(at, at + 1, opening if opens else closing) for at, opens in double_marks(story["text"])]


def straight(story, dice):
    table = {"“": '"', "”": '"', "‘": "'", "’": "'"}
    return [(m.start(), m.end(), table[m.group()]) for m in re.finditer("[“”‘’]", story["text"])]


def lost(share):
    def edits(story, dice):
        return [(at, at + 1, "") for at, _ in double_marks(story["text"]) if dice.random() < share]

    return edits


def capitals(story, dice):
    text = story["text"]
    return [(i, i + 1, c.upper()) for i, c in enumerate(text) if c.islower() and len(c.upper()) == 1]


def joined(story, dice):
    return [(m.start(), m.end(), " ") for m in re.finditer(r"\s*\n\s*", story["text"]) if dice.random() < 0.7]


KINDS = [  # weight, edits
    (4, straight),
    (3, with_marks("“", "”")),
    (3, with_marks("‘", "’")),
    (3, with_marks("'", "'")),
    (1, with_marks("«", "»")),
    (1, with_marks("„", "“")),
    (2, lost(1.0)),
    (3, lost(0.2)),
    (2, capitals),
    (2, joined),
]


def variants(stories, seed):
    """One noisy variant of every story."""
    dice = random.Random(seed)
    weights = [weight for weight, _ in KINDS]
    return [rewritten(story, dice.choices(KINDS, weights)[0][1](story, dice)) for story in stories]
