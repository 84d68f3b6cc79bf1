#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compares the word pieces of `hearsay dump --stage=token` with those of the reference tokenizer.

The reference is BertWordPieceTokenizer of the PyPI package `tokenizers` with the model's vocabulary. Each
paragraph's pieces, its words' strung together, must be the reference's for the paragraph's text. The one
difference that is allowed: a word of which the reference keeps nothing (a control character, a combining mark)
bears one [UNK]. Prints counts, the first differences, and exits 1 where there is a difference.

    train/check_tokens.py --program build/hearsay --vocab model/en/vocab.txt --corpus train.jsonl.gz ...
"""
import argparse
import gzip
import itertools
import json
import subprocess
import sys
import unicodedata

from tokenizers import BertWordPieceTokenizer

SHOWN = 10


def lines_of(path):
    with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def is_silent(text):
    """Whether the reference drops all of the text, and rightly so."""
    return all(unicodedata.category(c)[0] in "CM" or c == "\ufffd" for c in text)


def paragraphs_of(words):
    for _, group in itertools.groupby(words, key=lambda word: word[3]):
        yield list(group)


class Check:
    def __init__(self, vocabulary):
        self.tokenizer = BertWordPieceTokenizer(vocabulary, lowercase=True)
        self.unknown = self.tokenizer.token_to_id("[UNK]")
        self.stories = self.paragraphs = self.words = self.pieces = self.silent = self.different = 0

    def paragraph(self, story, text, words):
        first, last = words[0][0], words[-1][1]
        expected = self.tokenizer.encode(text[first:last], add_special_tokens=False).ids
        got = []
        for start, end, *_, ids in words:
            if ids == [self.unknown] and is_silent(text[start:end]):
                self.silent += 1
            else:
                got += ids
        self.paragraphs += 1
        self.words += len(words)
        self.pieces += len(expected)
        if got == expected:
            return
        self.different += 1
        if self.different <= SHOWN:
            at = next((i for i, (a, b) in enumerate(zip(got, expected)) if a != b), min(len(got), len(expected)))
            print(f"{story}: [{first}, {last}) differs from piece {at} on:")
            for name, ids in (("got", got), ("expected", expected)):
                print(f"    {name:8} {[self.tokenizer.id_to_token(i) for i in ids[max(0, at - 3):at + 5]]}")

    def corpus(self, program, path):
        # A pipe of its own for the program's output: the corpora are larger than a pipe holds.
        with subprocess.Popen([*program, path], stdout=subprocess.PIPE) as process:
            for story, line in itertools.zip_longest(lines_of(path), process.stdout):
                if story is None or line is None:
                    sys.exit(f"{path}: the program read {'more' if story is None else 'fewer'} stories than it holds")
                self.stories += 1
                for words in paragraphs_of(json.loads(line)["words"]):
                    self.paragraph(story.get("id"), story["text"], words)
        if process.returncode:
            sys.exit(f"{' '.join(program)} {path} exited with {process.returncode}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default="build/hearsay")
    parser.add_argument("--vocab", default="model/en/vocab.txt")
    parser.add_argument("--corpus", nargs="+", required=True, metavar="FILE", help='JSON Lines with "text", .gz or not')
    arguments = parser.parse_args()
    check = Check(arguments.vocab)
    for path in arguments.corpus:
        check.corpus([arguments.program, "dump", "--stage=token"], path)
    print(
        f"{check.stories} stories, {check.paragraphs} paragraphs, {check.words} words, {check.pieces} pieces; "
        f"{check.silent} silent words; {check.different} paragraphs differ"
    )
    return 1 if check.different or not check.stories else 0


if __name__ == "__main__":
    sys.exit(main())
