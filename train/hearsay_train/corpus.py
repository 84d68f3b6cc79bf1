# SPDX-License-Identifier: Apache-2.0
"""Annotated stories as words, tags and links.

The words come from the program itself (`hearsay dump --stage=token`), so that what is trained on is what will be
read. Gold spans are trimmed of white space and punctuation marks at both ends, as the scorer does it, and cut at
paragraph breaks: the link head joins the pieces again.
"""
import gzip
import json
import os
import subprocess
import tempfile

import numpy as np

ROLES = ("source", "cue", "content")
TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
BEGIN = {"source": 1, "cue": 3, "content": 5}
TRIM = set(" \t\r\n\u00a0,.;:!?\"'“”‘’«»()[]—–―-…")


def read_lines(path):
    """The objects of a JSON Lines file, gzipped or not."""
    opened = gzip.open(path, "rt", encoding="utf-8") if path.endswith(".gz") else open(path, encoding="utf-8")
    with opened as lines:
        return [json.loads(line) for line in lines if line.strip()]


class Story:
    """One story: word arrays, and where it has gold, tags and links.

    span, sentence, paragraph, quotation, case, quote, layout: one entry a word (span: [start, end) in code points).
    piece_start: offset of a word's first piece in `pieces`, and one more entry for the end.
    tags: TAGS index a word. spans: role -> [(first word, end word)] in order.
    content_cue: index of the cue a content piece belongs to, or -1. cue_source: index of a cue's source, or -1.
    """

    def __init__(self, story, dump):
        self.id = story["id"]
        self.text = story["text"]
        words = dump["words"]
        column = lambda i: np.array([word[i] for word in words], dtype=np.int64)
        self.span = np.array([word[:2] for word in words], dtype=np.int64).reshape(-1, 2)
        self.sentence, self.paragraph, self.quotation = column(2), column(3), column(4)
        self.case, self.quote, self.layout = column(5), column(6), column(7)
        self.piece_start = np.cumsum([0] + [len(word[8]) for word in words])
        self.pieces = np.array([piece for word in words for piece in word[8]], dtype=np.int64)
        self.paragraph_start = np.ones(len(words), dtype=bool)
        self.paragraph_start[1:] = self.paragraph[1:] != self.paragraph[:-1]
        self._read_gold(story.get("attributions") or [])

    def __len__(self):
        return len(self.span)

    def words_of_mark(self, spans):
        """A cue that is a punctuation mark alone (the colon of "Pence: It is over"), which trimming would leave out."""
        for start, end in spans or []:
            first = int(np.searchsorted(self.span[:, 1], start, side="right"))
            last = int(np.searchsorted(self.span[:, 0], end, side="left"))
            if first < last and all(self._is_trim(word) for word in range(first, last)):
                return [(first, last)]
        return []

    def word_pieces_of(self, spans):
        """Spans of the text as ranges of words, trimmed, joined where only trimmed words part them in a paragraph."""
        found = []
        for start, end in spans or []:
            while start < end and self.text[start] in TRIM:
                start += 1
            while end > start and self.text[end - 1] in TRIM:
                end -= 1
            if start == end:
                continue
            first = int(np.searchsorted(self.span[:, 1], start, side="right"))
            last = int(np.searchsorted(self.span[:, 0], end, side="left"))
            while first < last and self._is_trim(first):
                first += 1
            while last > first and self._is_trim(last - 1):
                last -= 1
            while first < last:  # cut at paragraph breaks
                cut = first + 1
                while cut < last and not self.paragraph_start[cut]:
                    cut += 1
                end_word = cut
                while end_word > first and self._is_trim(end_word - 1):
                    end_word -= 1
                if end_word > first:
                    found.append((first, end_word))
                first = cut
                while first < last and self._is_trim(first):
                    first += 1
        joined = []
        for first, last in sorted(set(found)):
            if joined and first < joined[-1][1]:
                continue
            between = range(joined[-1][1], first) if joined else ()
            if joined and not any(self.paragraph_start[w] for w in range(joined[-1][1], first + 1)) and all(
                self._is_trim(word) for word in between
            ):
                joined[-1] = (joined[-1][0], last)
            else:
                joined.append((first, last))
        return joined

    def _is_trim(self, word):
        start, end = self.span[word]
        return all(c in TRIM or c.isspace() for c in self.text[start:end])

    def _read_gold(self, attributions):
        self.tags = np.zeros(len(self), dtype=np.int64)
        self.spans = {role: [] for role in ROLES}
        taken = np.zeros(len(self), dtype=bool)
        placed = {}

        def place(role, piece):
            if (role, piece) in placed:
                return True
            first, last = piece
            if taken[first:last].any():
                return False
            taken[first:last] = True
            self.tags[first:last] = BEGIN[role] + 1
            self.tags[first] = BEGIN[role]
            placed[role, piece] = True
            self.spans[role].append(piece)
            return True

        links = []
        for attribution in attributions:
            if attribution.get("inside") is not None:
                continue
            pieces = {role: self.word_pieces_of(attribution.get(role)) for role in ROLES}
            pieces["cue"] = pieces["cue"] or self.words_of_mark(attribution.get("cue"))
            pieces = {role: [piece for piece in found if place(role, piece)] for role, found in pieces.items()}
            # A source or a cue in several pieces is rare: the first one stands for it.
            cue = pieces["cue"][0] if pieces["cue"] else None
            source = pieces["source"][0] if pieces["source"] else None
            links.append((source, cue, pieces["content"]))
        order = {role: sorted(range(len(self.spans[role])), key=self.spans[role].__getitem__) for role in ROLES}
        self.spans = {role: [self.spans[role][i] for i in order[role]] for role in ROLES}
        index = {(role, piece): i for role in ROLES for i, piece in enumerate(self.spans[role])}
        self.content_cue = [-1] * len(self.spans["content"])
        self.cue_source = [-1] * len(self.spans["cue"])
        for source, cue, contents in links:
            if cue is None:
                continue
            if source is not None:
                self.cue_source[index["cue", cue]] = index["source", source]
            for piece in contents:
                self.content_cue[index["content", piece]] = index["cue", cue]


def tokenize(stories, tokenizer):
    """Runs `tokenizer` (a command, a list) over the stories' texts; gives one Story each, in order."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "stories.jsonl")
        with open(path, "w", encoding="utf-8") as out:
            for number, story in enumerate(stories):
                out.write(json.dumps({"id": str(number), "text": story["text"]}) + "\n")
        dumped = subprocess.run(tokenizer + [path], stdout=subprocess.PIPE, check=True).stdout
    dumps = {dump["id"]: dump for dump in map(json.loads, dumped.decode().splitlines())}
    return [Story(story, dumps[str(number)]) for number, story in enumerate(stories) if str(number) in dumps]
