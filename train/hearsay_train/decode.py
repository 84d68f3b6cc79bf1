# SPDX-License-Identifier: Apache-2.0
"""Reading a whole story as the program does it: windows, Viterbi over the story, links. For the scores on dev."""
import numpy as np
import torch

from .corpus import BEGIN, ROLES, TAGS
from .model import IMPOSSIBLE
from .pairs import pair_features
from .windows import batch, cut_for_reading, inputs

REACH = 128  # words within which a parent is looked for, as in src/extract/link.c


@torch.no_grad()
def story_words(reader, story, window, overlap):
    """[words, 2 width]: each word's vector out of the window in which it has the most context on its poorer side."""
    ranges = cut_for_reading(story, window, overlap)
    vectors, context = None, np.full(len(story), -1)
    bounds = story.piece_start
    for start, end in ranges:
        found = reader.words(batch([inputs(story, start, end, window)]))[0].numpy()
        if vectors is None:
            vectors = np.zeros((len(story), found.shape[1]), dtype=np.float32)
        left = bounds[start:end] - bounds[start] if start > 0 else np.full(end - start, 1 << 30)
        right = bounds[end] - bounds[start + 1 : end + 1] if end < len(story) else np.full(end - start, 1 << 30)
        here = np.minimum(left, right)
        better = here > context[start:end]
        vectors[start:end][better] = found[better]
        context[start:end][better] = here[better]
    return vectors


def viterbi(emissions, paragraph_start, transition, start, end):
    inside = np.array([tag.startswith("I-") for tag in TAGS])
    emissions = emissions + np.where(paragraph_start[:, None] & inside[None], IMPOSSIBLE, 0)
    score = start + emissions[0]
    back = np.zeros(emissions.shape, dtype=np.int64)
    for step in range(1, len(emissions)):
        total = score[:, None] + transition
        back[step] = total.argmax(0)
        score = total.max(0) + emissions[step]
    tags = np.zeros(len(emissions), dtype=np.int64)
    tags[-1] = (score + end).argmax()
    for step in range(len(emissions) - 1, 0, -1):
        tags[step - 1] = back[step, tags[step]]
    return tags


def tagged_spans(tags):
    spans = {role: [] for role in ROLES}
    for word, tag in enumerate(tags):
        if tag == 0:
            continue
        role = ROLES[(tag - 1) // 2]
        if tag == BEGIN[role]:
            spans[role].append([word, word + 1])
        else:
            spans[role][-1][1] = word + 1
    return {role: [tuple(span) for span in found] for role, found in spans.items()}


@torch.no_grad()
def link(reader, story, vectors, spans):
    """For each content piece its cue's index or -1, for each cue its source's index or -1."""
    words = torch.from_numpy(vectors)[None]
    represented = {
        role: reader.links.represent(words, torch.tensor(spans[role], dtype=torch.long).view(1, -1, 2)) for role in ROLES
    }
    chosen = []
    for kind, (child, parent) in enumerate((("content", "cue"), ("cue", "source"))):
        features = torch.from_numpy(pair_features(story, spans[child], spans[parent]))[None]
        scores = reader.links.scores(kind, represented[child], represented[parent], features)[0]
        if len(spans[child]) and len(spans[parent]):
            apart = np.abs(np.subtract.outer(*(np.array(spans[role])[:, 0] for role in (child, parent))))
            scores[:, :-1][torch.from_numpy(apart > REACH)] = IMPOSSIBLE
        best = scores.argmax(-1).tolist() if len(spans[child]) else []
        chosen.append([choice if choice < len(spans[parent]) else -1 for choice in best])
    return chosen


@torch.no_grad()
def emissions_of(reader, stories, window, overlap):
    """(story, word vectors, tag scores) for each story."""
    reader.eval()
    for story in stories:
        vectors = story_words(reader, story, window, overlap)
        yield story, vectors, reader.emissions(torch.from_numpy(vectors)).numpy()


def attributions(reader, story, vectors, emissions, bias=None):
    """The story's attributions as OUTPUT's spans in code points."""
    crf = reader.crf
    tags = viterbi(
        emissions + (0 if bias is None else bias), story.paragraph_start, crf.transitions().detach().numpy(),
        crf.start.detach().numpy(), crf.end.detach().numpy(),
    )
    spans = tagged_spans(tags)
    content_cue, cue_source = link(reader, story, vectors, spans)
    points = lambda span: [int(story.span[span[0], 0]), int(story.span[span[1] - 1, 1])]
    found = []
    for number, cue in enumerate(spans["cue"]):
        contents = [points(spans["content"][i]) for i, chosen in enumerate(content_cue) if chosen == number]
        if contents:
            source = [points(spans["source"][cue_source[number]])] if cue_source[number] >= 0 else []
            found.append({"source": source, "cue": [points(cue)], "content": contents, "inside": None})
    return sorted(found, key=lambda a: min(s for role in ROLES for s, _ in a[role]))
