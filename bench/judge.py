# SPDX-License-Identifier: Apache-2.0
"""Which of the attributions that the program found are right, and how far its confidences can be trusted.

An attribution is right where it overlaps a gold one in every role, each gold one counted once.
"""

import collections
import gzip
import json

ROLES = ("source", "cue", "content")
TRIM = set(" \t\r\n\u00a0,.;:!?\"'“”‘’«»()[]—–―-…")
BINS = 10
SEEN = ("id", "title", "text", "date", "outlet")

# `number`: which one of its story's attributions it is.
Judged = collections.namedtuple("Judged", "story number confidence right")


def opened(path):
    path = str(path)
    return gzip.open(path, "rt", encoding="utf-8") if path.endswith(".gz") else open(path, encoding="utf-8")


def strip(gold, target):
    """Writes the stories of `gold` as a reader would see them, without their annotation; gives their number."""
    count = 0
    with opened(gold) as lines, open(target, "w", encoding="utf-8") as out:
        for line in lines:
            story = json.loads(line)
            out.write(json.dumps({key: story[key] for key in SEEN if story.get(key) is not None}) + "\n")
            count += 1
    return count


def offsets(spans, text):
    """The offsets that a role covers, without white space and punctuation marks."""
    return {i for start, end in spans or [] for i in range(start, end) if text[i] not in TRIM and not text[i].isspace()}


def shared(one, other):
    """How many offsets two attributions share; 0 where a role is apart or absent in only one of them."""
    total = 0
    for role in ROLES:
        common = len(one[role] & other[role])
        if (one[role] or other[role]) and not common:
            return 0
        total += common
    return total


def matched(predicted, gold):
    """Which of `predicted` are right: pairs of the largest overlap first."""
    pairs = [(shared(one, other), i, k) for i, one in enumerate(predicted) for k, other in enumerate(gold)]
    right, taken = set(), set()
    for overlap, i, k in sorted(pairs, key=lambda pair: (-pair[0], *pair[1:])):
        if overlap and i not in right and k not in taken:
            right.add(i)
            taken.add(k)
    return right


def judged(gold_path, predicted_path):
    """A Judged for every attribution, and the number of gold ones. Outer and nested ones by themselves."""
    with open(predicted_path, encoding="utf-8") as lines:
        read = {story["id"]: story["attributions"] for story in map(json.loads, lines)}
    found, wanted = [], 0
    with opened(gold_path) as lines:
        for story in map(json.loads, lines):
            roles = lambda item: {role: offsets(item.get(role), story["text"]) for role in ROLES}
            for outer in (True, False):
                chosen = lambda items: [i for i, item in enumerate(items) if (item.get("inside") is None) == outer]
                predicted, gold = chosen(read[story["id"]]), chosen(story["attributions"])
                if not outer and not gold:
                    continue  # a corpus that annotates none
                right = matched(
                    [roles(read[story["id"]][i]) for i in predicted], [roles(story["attributions"][i]) for i in gold]
                )
                for place, i in enumerate(predicted):
                    found.append(Judged(story["id"], i, read[story["id"]][i]["confidence"], place in right))
                wanted += len(gold)
    return found, wanted


def calibration_error(pairs):
    """The mean distance between confidence and share of right ones over equally wide bins, weighted by their size.

    `pairs`: (confidence, whether it is right)."""
    error = 0.0
    for number in range(BINS):
        here = [pair for pair in pairs if min(int(pair[0] * BINS), BINS - 1) == number]
        error += abs(sum(confidence - right for confidence, right in here))
    return error / len(pairs) if pairs else 0.0
