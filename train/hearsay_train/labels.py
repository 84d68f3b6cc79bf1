# SPDX-License-Identifier: Apache-2.0
"""Which mentions of a story are one: from GUM's entities, and from what is annotated of the sources of attributions.

An annotated source has a name: whom it stands for, in the fullest words of the story. All mentions are labelled with
names; what a mention stands for may be unknown.
"""
import collections

import numpy as np

SUFFIXES = ("jr.", "sr.", "'s")

# Of each mention. entity: equal numbers for one and the same. use: whether its antecedent is learned. known: whether it
# is known what it stands for; else it may be nobody's antecedent.
Labels = collections.namedtuple("Labels", "entity use known")


def of_entities(document, pairs):
    """GUM's entities. A mention that is not annotated takes the entity of the widest one with its head, or is alone."""
    of_span, of_head = {m.span: m.entity for m in document.gold}, {}
    for mention in sorted(document.gold, key=lambda m: m.start - m.end):
        of_head.setdefault(mention.head, mention.entity)
    entity = np.zeros(pairs.count, dtype=np.int64)
    for i in range(pairs.count):
        found = of_span.get((int(pairs.start[i]), int(pairs.end[i])), of_head.get(int(pairs.head[i])))
        entity[i] = -1 - i if found is None else found
    every = np.ones(pairs.count, dtype=bool)
    return Labels(entity, every, every)


def turns(document):
    """Who speaks where, as hearsay-facts takes it: all speech of one speaker together."""
    found = {}
    for turn in document.item.get("speakers") or []:
        start, end = document.words_of(*turn["span"])
        if start < end:
            found.setdefault(turn["speaker"], []).append([start, end])
    return list(found.values())


# --- Attributions as hearsay-facts takes them ---------------------------------------------------------------------


def given_attributions(document):
    """The gold attributions in the order in which the program would find them, and the gold's number of each."""
    touched = lambda spans: [list(document.words_of(*span)) for span in sorted(spans or [])]
    ranges = lambda spans: [[start, end] for start, end in touched(spans) if start < end]
    inside = {number: one.get("inside") for number, one in enumerate(document.item["attributions"])}
    made = []
    for number, one in enumerate(document.item["attributions"]):
        words = {role: ranges(one.get(role)) for role in ("source", "cue", "content")}
        content = words["content"] or words["cue"] or words["source"]
        if content:
            source, cue = ((words[role] or [None])[0] for role in ("source", "cue"))
            first = min(start for pieces in words.values() for start, _ in pieces)
            order = first, depth_of(inside, number), cue[0] if cue else -1, number
            made.append((order, {"source": source, "cue": cue, "content": content}))
    made.sort(key=lambda one: one[0])
    numbers = [order[-1] for order, _ in made]
    place = {number: k for k, number in enumerate(numbers)}
    return [given | {"inside": place.get(inside[order[-1]])} for order, given in made], numbers


def depth_of(inside, number, most=9):
    depth = 0
    while inside.get(number) is not None and depth < most:
        number, depth = inside[number], depth + 1
    return depth


# --- Sources ------------------------------------------------------------------------------------------------------


def sources_of_gold(pairs, numbers, judged):
    """The (mention, name or None) of the attributions of which a gold says {"attribution", "source"}."""
    named = {one["attribution"]: one["source"] or None for one in judged}
    return [(int(m), named[n]) for n, m in zip(numbers, pairs.source, strict=True) if m >= 0 and n in named]


def sources_of_annotation(document, pairs, annotated):
    """The same of what train/annotations says of a story."""
    text, found = document.item["text"], []
    at = {}
    for i in range(pairs.count):
        at.setdefault((int(pairs.start[i]), int(pairs.end[i])), i)
    sources = sorted({int(m) for m in pairs.source if m >= 0})
    for one in annotated:
        start, end = document.words_of(*one["span"])
        mention = at.get((start, end))
        if mention is None:  # the program may bound its sources a little differently today
            inside = [i for i in sources if pairs.start[i] >= start and pairs.end[i] <= end + 1]
            mention = inside[0] if len(inside) == 1 else None
        name = one.get("name", one["span"])
        if mention is not None:
            found.append((mention, " ".join(text[slice(*name)].split()) if name else None))
    return found


def of_sources(document, pairs, sources):
    """Learned: what the sources stand for that are no names, and whether the first mention of a name is of somebody who
    was there before without it."""
    label = name_labels(document, pairs, list(dict.fromkeys(name for _, name in sources if name)))
    use = np.zeros(pairs.count, dtype=bool)
    for mention, name in sources:
        label[mention] = name
        if name:
            use[mention] = not pairs.named[mention]
    met = set()
    for i, name in enumerate(label):
        if name is not None and pairs.named[i]:
            use[i] |= name not in met
            met.add(name)
    number = {name: k for k, name in enumerate(dict.fromkeys(label))}
    entity = np.array([-1 - i if name is None else number[name] for i, name in enumerate(label)], dtype=np.int64)
    return Labels(entity, use, np.array([name is not None for name in label], dtype=bool))


def plain(text):
    return text.lower().replace("’", "'")


def name_labels(document, pairs, names):
    """Of each mention that is a name: the one of `names` that it is a form of; a name of its own where there is none;
    None where it may be several. None for other mentions."""
    words = [plain(word) for word in document.words]
    parts = {name: [w for w in plain(name).replace(",", "").split() if w not in SUFFIXES] for name in names}
    of_last, firsts = collections.defaultdict(list), collections.defaultdict(set)
    for name, its in parts.items():
        if its:
            of_last[its[-1].removesuffix("'s")].append(name)
    at = [(i, words[pairs.head[i]], before_head(document, pairs, i)) for i in np.flatnonzero(pairs.named)]
    for _, last, before in at:
        if before and before[:1].isupper():
            firsts[last].add(plain(before))
    label = [None] * pairs.count
    for i, last, before in at:
        first, fitting = plain(before) if before else None, of_last.get(last, [])
        if not fitting:
            label[i] = ("other", last)
            continue
        chosen = [name for name in fitting if first and parts[name][0].startswith(first[:3])]
        if not chosen and len(fitting) == 1 and (not first or len(firsts[last]) <= 1):
            chosen = fitting
        if len(chosen) == 1:
            label[i] = chosen[0]
        elif first:
            label[i] = ("other", first, last)
    return label


def before_head(document, pairs, i):
    """The word before the head of a mention, where that is one of its words."""
    return document.words[pairs.head[i] - 1] if pairs.head[i] > pairs.start[i] else None
