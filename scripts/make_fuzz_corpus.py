#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the first inputs of the fuzz targets to fuzz/corpus/. Run it after a change here; the result is committed."""

import gzip
import json
import pathlib
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
    weights = {
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
    return {"story": story, "token": token, "weights": weights}


def main():
    for target, inputs in files().items():
        folder = CORPUS / target
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in inputs.items():
            (folder / name).write_bytes(content)


main()
