#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Sentences that training makes somebody's words (train/hearsay_train/wrapped.py) keep what was annotated in them."""
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent.parent / "train" / "hearsay_train"))
import wrapped  # noqa: E402
from tap import expect, run  # noqa: E402

SEEDS = range(60)
TEXT = (
    "The mayor wants to close the harbour. Her rivals said on Monday that the plan was “a bad joke” and costs too "
    "much.\n\n"
    "Nothing moved. Ada Quist denies that she signed the paper in the old tower."
)
FOUND = (
    ("The mayor", "wants", "to close the harbour"),
    ("Her rivals", "said on Monday", "that the plan was “a bad joke” and costs too much"),
    ("Ada Quist", "denies", "that she signed the paper in the old tower"),
)


class Story:
    def __len__(self):
        return len(self.span)


def span(text, part):
    at = text.index(part)
    return [[at, at + len(part)]]


def annotated(found=FOUND):
    """A story as training has it, and its gold."""
    words = [match.span() for match in re.finditer(r"\w+|[^\w\s]", TEXT)]
    sentence, sentences = 0, []
    for start, end in words:
        sentences.append(sentence)
        sentence += TEXT[start:end] == "."
    story = Story()
    story.text, story.span, story.sentence = TEXT, words, sentences
    story.paragraph = [TEXT[:start].count("\n\n") for start, _ in words]
    roles = [{role: span(TEXT, part) for role, part in zip(wrapped.ROLES, item)} for item in found]
    return story, {"id": "made", "text": TEXT, "attributions": roles}


def plainly(text):
    return re.sub("[“”‘’\"']", "", text).lower()


def what_was_annotated_stands_inside_the_new_content_in_the_same_words():
    inner = 0
    for seed in SEEDS:
        story = wrapped.variant(*annotated(), seed, 1.0, 1.0)
        text, items = story["text"], story["attributions"]
        for item in items:
            words = {role: [text[a:b] for a, b in item[role]] for role in wrapped.ROLES}
            if item["inside"] is None:
                expect(words["source"] and words["cue"] and words["content"], f"a role of {words} is empty")
                continue
            inner += 1
            contents = items[item["inside"]]["content"]
            for role in wrapped.ROLES:
                for a, b in item[role]:
                    expect(any(c <= a and b <= d for c, d in contents), f"{text[a:b]} is outside {contents}")
            known = [plainly(content) for _, _, content in FOUND]
            expect(plainly(words["content"][0]) in known, f"the content became {words['content']}")
    expect(inner >= len(SEEDS) * 2, f"only {inner} attributions were put inside others")


def a_sentence_that_holds_only_a_part_of_an_attribution_stays_as_it_is():
    across = ("The mayor", "wants", "to close the harbour. Her rivals said on Monday that the plan was “a bad joke”")
    for seed in SEEDS:
        text = wrapped.variant(*annotated([across]), seed, 1.0, 1.0)["text"]
        expect(TEXT[: TEXT.index("\n\n")] in text, f"the sentences became {text}")


def verbs_follow_the_pronoun_that_replaces_their_source():
    for verb, plural, wanted in (
        ("wants", True, "want"), ("denies", False, "deny"), ("wishes", True, "wish"), ("was", True, "were"),
        ("was", False, "was"), ("is", False, "am"), ("doesn’t", False, "don’t"), ("said", True, "said"), ("has", True, "have"),
    ):
        expect(wrapped.plain(verb, plural) == wanted, f"{verb} became {wrapped.plain(verb, plural)}")


def the_same_seed_gives_the_same_story():
    expect(wrapped.variant(*annotated(), 3) == wrapped.variant(*annotated(), 3), "two variants differ")


run(
    [
        (case.__name__, case)
        for case in (
            what_was_annotated_stands_inside_the_new_content_in_the_same_words,
            a_sentence_that_holds_only_a_part_of_an_attribution_stays_as_it_is,
            verbs_follow_the_pronoun_that_replaces_their_source,
            the_same_seed_gives_the_same_story,
        )
    ]
)
