# SPDX-License-Identifier: Apache-2.0
"""Stories for the heads of the stage `speaker`: words, their vectors as the program computes them, and the mentions that
GUM annotates, as ranges of words."""
import json
import subprocess
import tempfile

import numpy as np

from . import corpus

# The program's hsy_sort.
SORTS = (
    "abstract", "person", "place", "event", "time", "organization", "object", "substance", "animal", "plant",
)


class Mention:
    """start, end: words, half-open. head: a word. sort: index into SORTS. entity: number of the cluster in the gold."""

    __slots__ = ("start", "end", "head", "sort", "entity", "score")

    def __init__(self, start, end, head, sort=0, entity=None, score=0.0):
        self.start, self.end, self.head, self.sort, self.entity, self.score = start, end, head, sort, entity, score

    @property
    def span(self):
        return self.start, self.end


class Document:
    """A story with its vectors. low, high: of each word, the range of words of its sentence, cut at paragraphs."""

    def __init__(self, story, item, vectors):
        self.story, self.item, self.vectors = story, item, vectors
        self.genre = item.get("genre")
        self.words = [story.text[start:end] for start, end in story.span]
        self.low, self.high = sentence_bounds(story)
        self.gold = sorted(self._gold(), key=lambda m: (m.start, -m.end))

    def __len__(self):
        return len(self.words)

    def words_of(self, start, end):
        """The range of words that a range of code points touches."""
        span = self.story.span
        return int(np.searchsorted(span[:, 1], start, side="right")), int(np.searchsorted(span[:, 0], end, side="left"))

    def _gold(self):
        found = {}
        for item in self.item.get("mentions") or []:
            start, end = self.words_of(*item["span"])
            if start < end and (start, end) not in found:
                head = self._head(start, end, *self.words_of(*item["head"]))
                found[start, end] = Mention(start, end, head, SORTS.index(item["type"]), item["entity"])
        return found.values()

    def _head(self, start, end, first, last):
        """GUM's minimal span of a name is all of it; its last word stands for it."""
        if first >= last:
            first, last = start, end
        inside = lambda word: min(max(word, start), end - 1)
        if last - first > 1:
            for word in range(last - 1, first - 1, -1):
                said = self.words[word].lower().replace("’", "'")
                if said != "'s" and any(c.isalnum() for c in said):
                    return inside(word)
        return inside(last - 1)


def sentence_bounds(story):
    new = np.ones(len(story), dtype=bool)
    new[1:] = (story.sentence[1:] != story.sentence[:-1]) | (story.paragraph[1:] != story.paragraph[:-1])
    starts = np.flatnonzero(new)
    ends = np.append(starts[1:], len(story))
    which = np.cumsum(new) - 1
    return starts[which], ends[which]


def read_vectors(items, facts):
    """The vectors of the stories' words, from `facts` (the command that runs hearsay-facts)."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as out:
        for number, item in enumerate(items):
            out.write(json.dumps({"id": str(number), "text": item["text"]}) + "\n")
        out.flush()
        with subprocess.Popen(facts + ["vectors", out.name], stdout=subprocess.PIPE) as running:
            for _ in items:
                words, width = np.frombuffer(running.stdout.read(8), dtype=np.uint32)
                size = int(words) * int(width)
                yield np.frombuffer(running.stdout.read(4 * size), dtype=np.float32).reshape(words, width)


def documents(items, tokenizer, facts):
    stories = corpus.tokenize(items, tokenizer)
    vectors = (rows.astype(np.float16) for rows in read_vectors(items, facts))
    return [Document(*one) for one in zip(stories, items, vectors, strict=True)]


def load(path, tokenizer, facts, count=None):
    """The first `count` stories of a file, or all."""
    return documents(corpus.read_lines(path)[:count], tokenizer, facts)


def load_some(path, ids, tokenizer, facts):
    """Those of a file that `ids` names, in the file's order."""
    return documents([item for item in corpus.read_lines(path) if item["id"] in ids], tokenizer, facts)
