#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compares the word pieces of `hearsay dump --stage=token` with those of the reference tokenizer.

The reference is BertWordPieceTokenizer of the PyPI package `tokenizers` with the model's vocabulary. Each
paragraph's pieces, its words' strung together, must be the reference's for the paragraph's clean text, which
`hearsay dump --stage=story` gives. The one difference that is allowed: a word of which the reference keeps
nothing (a control character, a combining mark) bears one [UNK]. Prints counts, the first differences, and exits
1 where there is a difference.

    train/check_tokens.py --program build/hearsay --vocab model/en/vocab.txt --corpus train.jsonl.gz ...
"""
import argparse
import itertools
import json
import subprocess
import sys
import unicodedata

from tokenizers import BertWordPieceTokenizer

SHOWN = 10


def is_silent(text):
    """Whether the reference drops all of the text, and rightly so."""
    return all(unicodedata.category(c)[0] in "CM" or c == "\ufffd" for c in text)


class Dump:
    """What one stage hands on, a story at a time. The corpora are larger than a pipe holds, so it is read as it comes."""

    def __init__(self, program, model, stage, path):
        self.command = [program, "dump", f"--stage={stage}"] + (["--model", model] if model else []) + [path]

    def __iter__(self):
        with subprocess.Popen(self.command, stdout=subprocess.PIPE) as process:
            for line in process.stdout:
                yield json.loads(line)
        if process.returncode:
            sys.exit(f"{' '.join(self.command)} exited with {process.returncode}")


class Check:
    def __init__(self, vocabulary):
        self.tokenizer = BertWordPieceTokenizer(vocabulary, lowercase=True)
        self.unknown = self.tokenizer.token_to_id("[UNK]")
        self.stories = self.paragraphs = self.words = self.pieces = self.silent = self.different = 0

    def paragraph(self, story, text, given, words):
        expected = self.tokenizer.encode(text, add_special_tokens=False).ids
        got = []
        for start, end, *_, ids in words:
            if ids == [self.unknown] and is_silent(given[start:end]):
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
            print(f"{story}: {text[:40]!r} differs from piece {at} on:")
            for name, ids in (("got", got), ("expected", expected)):
                print(f"    {name:8} {[self.tokenizer.id_to_token(i) for i in ids[max(0, at - 3):at + 5]]}")

    def corpus(self, program, model, path):
        for story, tokens in itertools.zip_longest(
            Dump(program, model, "story", path), Dump(program, model, "token", path)
        ):
            if story is None or tokens is None or story["id"] != tokens["id"]:
                sys.exit(f"{path}: the two stages do not give the same stories")
            self.stories += 1
            words = {}
            for word in tokens["words"]:
                words.setdefault(word[3], []).append(word)
            for number, paragraph in enumerate(story["paragraphs"]):
                if paragraph["kind"] != "promo":
                    self.paragraph(story["id"], paragraph["text"], story["given"], words.get(number, []))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default="build/hearsay")
    parser.add_argument("--vocab", default="model/en/vocab.txt")
    parser.add_argument("--model", help="folder of the model, for the program")
    parser.add_argument("--corpus", nargs="+", required=True, metavar="FILE", help='JSON Lines with "text", .gz or not')
    arguments = parser.parse_args()
    check = Check(arguments.vocab)
    for path in arguments.corpus:
        check.corpus(arguments.program, arguments.model, path)
    print(
        f"{check.stories} stories, {check.paragraphs} paragraphs, {check.words} words, {check.pieces} pieces; "
        f"{check.silent} silent words; {check.different} paragraphs differ"
    )
    return 1 if check.different or not check.stories else 0


if __name__ == "__main__":
    sys.exit(main())
