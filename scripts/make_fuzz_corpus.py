#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the first inputs of the fuzz targets to fuzz/corpus/. Run it after a change here; the result is committed."""

import gzip
import json
import math
import pathlib
import re
import struct

CORPUS = pathlib.Path(__file__).resolve().parent.parent / "fuzz" / "corpus"

PLAIN = """Ferry will sail again, port says

HARROW BAY — The night ferry will sail again in May, harbour master Edda Lorne said on Tuesday.

“We have mended the ramp,” she told reporters. “It took nine weeks.

“Nobody is happier than my own crew.”

PHOTOS: The ramp, before and after

Two dockers, who asked not to be named, doubted it: the ramp "still creaks", one of them said.
"""
CRAWLED = (
    "The mayor said \\n\\nthe  road/n will\u00ad open \ufffd soon.\\nShe added: 'We don''t know when.' Read more: Roads"
)
TRANSCRIPT = "Q: Will it open?\n\nA: It will. I said so in June.\n\nLORNE: And I said it in May.\n\n(LAUGHTER)\n"
ACCENTS = "Le café «Zoé» fermera, a déclaré la maire à Orléans. Señor Núñez said “no” — twice.\n"
GERMAN = "Die Brücke bleibt gesperrt, sagte der Bürgermeister am Montag. „Wir bauen bis März“, erklärte er weiter.\n"
MARKS = "\"'“”‘’«»„‚`´''``" * 40
STORIES = [
    {
        "id": "a-1",
        "title": "Ferry",
        "text": PLAIN,
        "date": "2019-03-05",
        "outlet": "Bay Post",
        "url": None,
        "author": ["Ina Hult", "Bo Reyes"],
        "section": {"name": "local", "page": 3},
    },
    {"id": 7, "text": "", "author": "Ina Hult"},
    {"text": "“No,” said Ann \ud83d\ude00.", "attributions": [{"source": [[0, 3]]}]},
]


def jsonl(stories):
    return "".join(json.dumps(story) + "\n" for story in stories).encode()


def safetensors(header, data=b"", length=None):
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text) if length is None else length) + text + data


def entry(kind, shape, start, end):
    return {"dtype": kind, "shape": shape, "data_offsets": [start, end]}


def speaker(text, *records):
    """The text, a zero, and of each record eight bytes, which fuzz/fuzz_speaker.c explains. A record is a phrase and
    its sort, for a mention, or a dictionary of phrases, for an attribution. Words are counted roughly as the library
    does."""
    words = [(match.start(), match.end()) for match in re.finditer(r"\w+(?:[.-]\w+)*|[^\w\s]", text)]

    def place(phrase):
        start = text.index(phrase)
        inside = [i for i, word in enumerate(words) if start <= word[0] and word[1] <= start + len(phrase)]
        return (inside[0], len(inside)) if inside else (0, 0)

    packed = b""
    for record in records:
        if isinstance(record, tuple):
            start, length = place(record[0])
            head = record[2] if len(record) > 2 else length - 1
            packed += struct.pack("<BHBBBBB", 1, start, length - 1, head, record[1], 1, 0)
            continue
        source, cue, content = (place(record.get(name, "")) for name in ("source", "cue", "content"))
        start = source[0] if source[1] else cue[0]
        gap = max(0, min(15, cue[0] - start - source[1]))
        behind = max(0, min(7, content[0] - start - source[1] - gap - cue[1]))
        flags = record.get("inside", 0) << 4 | record.get("type", 1) << 2 | record.get("labelled", 0) << 1
        ranges = (source[1], gap << 4 | cue[1], behind, content[1] - 1, record.get("more", 0))
        packed += struct.pack("<BHBBBBB", flags, start, *ranges)
    return text.encode() + b"\0" + packed


PERSON, BODY, WORK = 1, 5, 6
NIGHT = (
    "NBC's Ada Quell told the BBC that Mr. Orr had said he lied. He denied it, Orr's lawyer wrote. Orr and Quell left."
)
INSIDER = (
    "A harbour insider close to the talks, who asked not to be named because she was not authorised to speak, said "
    "the port will close. The insider told Reuters that the minister, Jon Reyes, never agreed. She added that he may."
)
SPEECH = "Vale: I never said that we lost. They told me you left.\n\nQuell: The report says so, and my lawyer says no."
CHAIN = (
    "HARBURY (Reuters) - According to a Bay Post report, two people familiar with the plan claimed Ms. Lund allegedly "
    "left."
)
CROWD = (
    "Ana Lund, Bo Lund and Mayor Lund said Lund knew. Lund, the mayor, said the mayor did. The couple said they did "
    "not. "
)


def speakers():
    return {
        "plain.bin": speaker(
            PLAIN,
            {"source": "harbour master Edda Lorne", "cue": "said", "content": "on Tuesday"},
            {"source": "she", "cue": "told", "content": "reporters"},
            {"source": "one of them", "cue": "said", "content": "."},
            ("harbour master Edda Lorne", PERSON),
            ("she", PERSON),
            ("Two dockers", PERSON),
            ("my own crew", PERSON),
            ("the ramp", WORK),
        ),
        "nested.bin": speaker(
            NIGHT,
            {"source": "NBC's Ada Quell", "cue": "told", "content": "that Mr. Orr had said he lied"},
            {"source": "Mr. Orr", "cue": "had said", "content": "he lied", "inside": 1},
            {"source": "he", "cue": "lied", "content": ".", "inside": 1, "type": 2, "more": 3},
            {"source": "Orr's lawyer", "cue": "wrote", "content": "."},
            *((phrase, PERSON) for phrase in ("Mr. Orr", "Ada Quell", "He", "Orr's lawyer", "Orr and Quell", "Orr")),
            ("NBC", BODY),
            ("the BBC", BODY),
            ("it", 0),
        ),
        "insider.bin": speaker(
            INSIDER,
            {"source": "A harbour insider close to the talks, who", "cue": "said", "content": "the port will close"},
            {"source": "The insider", "cue": "told", "content": "that the minister, Jon Reyes, never agreed"},
            {"source": "She", "cue": "added", "content": "that he may"},
            *((phrase, PERSON) for phrase in ("A harbour insider", "she", "The insider", "She", "the minister")),
            ("he may", PERSON),
            ("Jon Reyes", PERSON),
            ("Reuters", BODY),
        ),
        "speech.bin": speaker(
            SPEECH,
            {"source": "Vale", "content": "I never said that we lost", "labelled": 1, "type": 0},
            {"source": "I", "cue": "never said", "content": "that we lost", "inside": 1},
            {"source": "They", "cue": "told", "content": "you left", "inside": 2},
            {"source": "Quell", "content": "The report says so", "labelled": 1, "type": 0},
            {"source": "my lawyer", "cue": "says", "content": "no"},
            *((phrase, PERSON) for phrase in ("Vale", "I", "we", "They", "me", "you", "Quell", "my lawyer", "my")),
            ("The report", WORK),
        ),
        "chain.bin": speaker(
            CHAIN,
            {"source": "a Bay Post report", "cue": "According to", "content": ", two people familiar with the plan"},
            {"source": "two people", "cue": "claimed", "content": "Ms. Lund allegedly left", "inside": 1},
            ("two people", PERSON, 1),
            ("Ms. Lund", PERSON),
            ("a Bay Post report", WORK),
        ),
        "crowd.bin": speaker(
            CROWD * 20,
            {"source": "Ana Lund, Bo Lund and Mayor Lund", "cue": "said", "content": "Lund knew"},
            *(record for _ in range(20) for record in (("Mayor Lund", PERSON), ("the mayor", PERSON, 1))),
            *((phrase, PERSON) for phrase in ("Ana Lund", "Bo Lund", "Lund, the mayor", "The couple", "they")),
        ),
        "no-source.bin": speaker("“We win,” read the sign.", {"cue": "read", "content": "the sign"}),
        "no-records.bin": PLAIN.encode(),
        "long-source.bin": speaker(PLAIN, {"source": PLAIN[40:300], "cue": "said", "content": "one of them said"}),
        "one-word.bin": b"x\0" + bytes(range(64)),
        "no-word.bin": b"\0" + bytes(16),
        "same.bin": PLAIN.encode() + b"\0" + struct.pack("<BHBBBBB", 0, 3, 4, 0x11, 1, 9, 2) * 60,
        "deep.bin": PLAIN.encode() + b"\0" + struct.pack("<BHBBBBB", 0x14, 0, 1, 0x11, 1, 40, 2) * 60,
    }


def model(metadata, shapes):
    """A weights file of zeros."""
    header, end = {"__metadata__": metadata}, 0
    for name, shape in shapes.items():
        size = 4 * math.prod(shape)
        header[name] = entry("F32", shape, end, end + size)
        end += size
    return safetensors(header, bytes(end))


def dense(**layers):
    shapes = {}
    for name, (size, out) in layers.items():
        shapes[name.replace("__", ".") + ".weight"] = [out, size]
        shapes[name.replace("__", ".") + ".bias"] = [out]
    return shapes


def heads():
    """The heads for mentions, and those for pairs of them, of an encoder of width 2, each as small as can be."""
    hidden, size, rank, match, mix = 1, 8, 1, 1, 1
    layers = dense(
        mention__hidden=(4, hidden),
        mention__conv=(3 * hidden, hidden),
        mention__head=(hidden, 2),
        mention__sort=(hidden, 10),
        mention__query=(hidden, 4 * size),
        mention__key=(hidden, 2 * size),
        mention__mix_query=(hidden, 4 * size),
        mention__mix_key=(hidden, 2 * size),
    )
    layers |= {"mention.mix_out": [4, size], "mention.far": [4, 32]}
    mentions = model({"format": "hearsay-1", "mention_hidden": str(hidden), "mention_size": str(size)}, layers)
    layers = dense(
        coref__span=(12, rank),
        coref__match=(rank, 2 * match),
        coref__mix=(rank, 2 * mix),
        coref__none_hidden=(rank + mix, mix),
        coref__none_out=(mix, 1),
    )
    layers |= {"coref.table": [478, mix + 1], "coref.alone": [39, mix], "coref.out": [mix + 1]}
    sizes = {"coref_rank": str(rank), "coref_match": str(match), "coref_size": str(mix)}
    return mentions, model({"format": "hearsay-1", **sizes}, layers)


def files():
    story = {
        "plain.txt": PLAIN.encode(),
        "crawled.txt": CRAWLED.encode(),
        "transcript.txt": TRANSCRIPT.encode(),
        "latin-1.txt": ACCENTS.replace("“", '"').replace("”", '"').replace("—", "-").encode("latin-1"),
        "windows-1252.txt": ACCENTS.encode("cp1252"),
        "utf-16-le.txt": b"\xff\xfe" + PLAIN.encode("utf-16-le"),
        "utf-16-be.txt": b"\xfe\xff" + PLAIN.encode("utf-16-be"),
        "utf-8-bom.txt": b"\xef\xbb\xbf" + PLAIN.encode(),
        "german.txt": GERMAN.encode(),
        "broken-utf-8.txt": b"He said \xc3 it \xe2\x80 was \xed\xa0\x80 \xf5\xff fine.\n",
        "nul.txt": b"She said\0 it was\0\0 fine.\n",
        "one-byte.txt": b"x",
        "empty.txt": b"",
        "plain.txt.gz": gzip.compress(PLAIN.encode(), mtime=0),
        "two-members.gz": gzip.compress(PLAIN.encode(), mtime=0) + gzip.compress(TRANSCRIPT.encode(), mtime=0),
        "cut-off.gz": gzip.compress(PLAIN.encode(), mtime=0)[:-20],
        "stories.jsonl": jsonl(STORIES),
        "stories.jsonl.gz": gzip.compress(jsonl(STORIES), mtime=0),
        "bad-line.jsonl": jsonl(STORIES[:1]) + b'{"text": "cut o\n\n' + jsonl(STORIES[2:]),
        "deep.jsonl": b'{"text": "x", "extra": ' + b"[" * 3000 + b"]" * 3000 + b"}\n",
        "no-text.jsonl": b'{"id": "z"}\n[1]\n"text"\n{"text": 5}\n',
        "lone-surrogate.jsonl": b'{"text": "a \\ud800 b \\u0000 c"}\n',
    }
    token = {
        "plain.txt": PLAIN.encode(),
        "transcript.txt": TRANSCRIPT.encode(),
        "accents.txt": ACCENTS.encode(),
        "marks.txt": MARKS.encode(),
        "abbreviations.txt": b'Mr. J. R. Cole Jr., of the U.S. Dept. of Works, paid $1,000.50 at 10:30 a.m... "Why?"'
        b" Ask info@bay.example or www.bay.example/x?y=1. They're the dogs' owners; isn't it '90s rock 'n' roll?",
        "long-word.txt": b"x" * 5000 + b" " + "é".encode() * 300,
        "other-scripts.txt": "東京は雨、と彼は言った。 Москва молчит. قال الوزير نعم. นายก ๑๒๓ \U0001f600\u200d\u0301".encode(),
    }
    good = {
        "__metadata__": {"format": "hearsay-1", "layers": "1"},
        "a.weight": entry("I8", [2, 4], 0, 8),
        "a.scale": entry("F32", [2], 8, 16),
        "a.bias": entry("F32", [2], 16, 24),
    }
    mentions, pairs = heads()
    weights = {
        "mentions.safetensors": mentions,
        "pairs.safetensors": pairs,
        "good.safetensors": safetensors(good, bytes(24)),
        "no-tensor.safetensors": safetensors({}),
        "short-data.safetensors": safetensors(good, bytes(20)),
        "huge-shape.safetensors": safetensors({"a": entry("F32", [2**62, 2**62], 0, 8)}, bytes(8)),
        "reversed.safetensors": safetensors({"a": entry("F32", [2], 8, 0)}, bytes(8)),
        "unknown-type.safetensors": safetensors({"a": entry("BF16", [4], 0, 8)}, bytes(8)),
        "rank-five.safetensors": safetensors({"a": entry("F32", [1, 1, 1, 1, 2], 0, 8)}, bytes(8)),
        "negative.safetensors": safetensors({"a": entry("F32", [-2], 0, 8)}, bytes(8)),
        "not-json.safetensors": safetensors(b'{"a": ', bytes(8)),
        "long-header.safetensors": safetensors(good, bytes(24), length=2**63),
        "empty": b"",
        "seven-bytes": b"\x01" * 7,
    }
    return {"story": story, "token": token, "speaker": speakers(), "weights": weights}


def main():
    for target, inputs in files().items():
        folder = CORPUS / target
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in inputs.items():
            (folder / name).write_bytes(content)


main()
