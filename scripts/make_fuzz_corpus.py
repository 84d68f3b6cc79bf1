#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the first inputs of the fuzz targets to fuzz/corpus/. Run it after a change here; the result is committed."""

import base64
import gzip
import json
import math
import pathlib
import re
import struct
import zlib

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

FERRY = (
    "<!DOCTYPE html><html><head><title>Ferry</title></head><body><article><h1>Ferry will sail</h1><p>The night ferry "
    "will sail again in May, harbour master Edda Lorne said on Tuesday.</p><p>“It took nine weeks,” she told "
    "reporters.</p></article></body></html>"
).encode()
# The same by brotli, which Python has not.
FERRY_BR = base64.b64decode(
    "GwEBgJwHdkwYwcxab5CXSZyd6rZUF9oxlDeblnDwckGu/BYDsHnEqYya7YB996PdZpNd0aKygLqyiBJOb/j8LOHwGMVRTTlFgPFM"
    "I34LwYrtDLQxK2JUuWTK2nk5XL5REF2mgICxoHb5489g1Rd1DEE74YpVrPmB/wJd4F5eqZW+XO++MzXSaKDgvaKROkbmbsIA"
)


def response(body, *fields, status="200 OK"):
    """An HTTP response of a page."""
    head = [f"HTTP/1.1 {status}", "Content-Type: text/html; charset=utf-8", *fields]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body


def chunks(body, size=70, last=b"0\r\n\r\n"):
    pieces = [body[i : i + size] for i in range(0, len(body), size)]
    return b"".join(b"%x;a=b\r\n%b\r\n" % (len(piece), piece) for piece in pieces) + last


def deflated(body, window=-15):
    packer = zlib.compressobj(9, zlib.DEFLATED, window)
    return packer.compress(body) + packer.flush()


def messages():
    """HTTP responses."""
    packed, chunked = gzip.compress(FERRY, mtime=0), "Transfer-Encoding: chunked"
    return {
        "plain.http": response(FERRY),
        "continue.http": b"HTTP/1.1 100 Continue\r\n\r\n" + response(FERRY),
        "folded.http": b"HTTP/1.0 200\nContent-Type:\n text/html;\n\tcharset='latin-1'\nX\n\n" + FERRY,
        "no-empty-line.http": b"HTTP/1.1 200 OK\r\nServer: x\r\n" + FERRY,
        "gzip.http": response(packed, "Content-Encoding: gzip"),
        "gzip-unsaid.http": response(packed),
        "gzip-said.http": response(FERRY, "Content-Encoding: gzip", chunked),
        "gzip-cut-off.http": response(packed[:-30], "Content-Encoding: x-gzip"),
        "gzip-members.http": response(gzip.compress(FERRY[:90], mtime=0) + gzip.compress(FERRY[90:], mtime=0)),
        "zlib.http": response(zlib.compress(FERRY), "Content-Encoding: deflate"),
        "deflate.http": response(deflated(FERRY), "Content-Encoding: deflate"),
        "brotli.http": response(FERRY_BR, "Content-Encoding: br"),
        "brotli-cut-off.http": response(FERRY_BR[:-9], "Content-Encoding: br"),
        "stack.http": response(zlib.compress(packed), "Content-Encoding: gzip", "Content-Encoding: identity, deflate"),
        "chunks.http": response(chunks(FERRY, last=b"0\r\nX: y\r\n\r\n"), chunked),
        "chunks-gzip.http": response(chunks(packed), "Transfer-Encoding: gzip, chunked"),
        "chunks-cut-off.http": response(chunks(FERRY)[:-90], chunked),
        "chunks-huge.http": response(b"10000000000000000\r\n" + FERRY, chunked),
        "codings.http": response(packed, "Content-Encoding: " + "gzip, " * 9),
        "zstd.http": response(b"\x28\xb5\x2f\xfd" + packed, "Content-Encoding: zstd"),
        "head-alone.http": b"HTTP/1.1 200 OK\r\nServer",
    }


def record(kind, block, *fields, content_type="application/http; msgtype=response", length=None):
    head = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        "WARC-Record-ID: <urn:uuid:5c1e0d0a-0000-4000-8000-000000000001>",
        "WARC-Date: 2019-03-05T10:20:30Z",
        "WARC-Target-URI: <https://bay.example/ferry>",
        f"Content-Type: {content_type}",
        f"Content-Length: {len(block) if length is None else length}",
        *fields,
    ]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def archives():
    """WARC files."""
    page, note = record("response", response(FERRY)), record("warcinfo", b"software: x\r\n", content_type="text/x")
    text = record("conversion", PLAIN.encode(), content_type="text/plain")
    picture = record("response", b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nx")
    whole = [note, page, record("request", b"GET / HTTP/1.1\r\n\r\n"), picture, text, page]
    members = [gzip.compress(part, mtime=0) for part in whole]
    damaged = bytearray(members[1])
    damaged[len(damaged) // 2] ^= 0x55
    joined = b"".join(whole)
    return {
        "plain.warc": joined,
        "members.warc.gz": b"".join(members),
        "one-member.warc.gz": gzip.compress(joined, mtime=0),
        "parted.warc.gz": b"".join(gzip.compress(joined[i : i + 300], mtime=0) for i in range(0, len(joined), 300)),
        "damaged.warc.gz": members[0] + bytes(damaged) + members[1] + members[4],
        "between.warc.gz": members[1] + b"PK\x03\x04\x1f\x8b\x08" + members[4] + bytes(40),
        "cut-off.warc.gz": b"".join(members)[:-60],
        "too-short.warc": record("response", response(FERRY), length=90) + page,
        "too-long.warc": record("response", response(FERRY), length=900) + page + page,
        "huge.warc": record("resource", FERRY, content_type="text/html", length=10**15) + page,
        "negative.warc": record("response", response(FERRY), length=-1) + page,
        "overflow.warc": record("response", response(FERRY), length=2**64 + 10) + page,
        "no-length.warc": page.replace(b"Content-Length", b"Content-Lungth") + page,
        "no-breaks.warc": page[:-4] + page[:-3] + page + page[:-2],
        "garbage.warc": page + b"x" * 50 + b"\nWARC/1.0 \nWARC/1.1\r\n" + page + b"\0\0\0",
        "folded.warc": page.replace(b"\r\n", b"\n").replace(b": ", b":\n  ", 5).replace(b"WARC-Ty", b"warc-TY"),
        "cut-off.warc": page + page[:-200],
        "kinds.warc": record("resource", FERRY, "WARC-Truncated: length", content_type="text/html; charset=utf-8")
        + record("revisit", b"HTTP/1.1 304 x\r\n\r\n")
        + record("continuation", b"x", "WARC-Segment-Number: 2"),
    }


PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Ferry will sail again | Bay Post</title>
<meta property="og:title" content="Ferry will sail again"><meta property="og:site_name" content="Bay Post">
<meta property="article:published_time" content="2019-03-05T08:30:00+01:00"><meta name="author" content="Ina Hult">
<link rel="canonical" href="https://bay.example/2019/03/05/ferry.html">
<script>if (1 < 2) document.write("<p>");</script><style>p { margin: 0 }</style>
<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "NewsArticle",
"headline": "Ferry will sail again", "datePublished": "2019-03-05T08:30:00+01:00", "dateModified": "2019-03-06",
"author": [{"@type": "Person", "name": "Ina Hult"}],
"publisher": {"@type": "Organization", "name": "Bay Post"}}]}</script>
</head><body><!-- top --><nav><ul><li><a href="/">Home</a><li><a href="/news">News</a></ul></nav>
<article itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">Ferry will sail again</h1>
<div class="byline">By <a rel="author" href="/ina">Ina Hult</a> | <time datetime="2019-03-05">March 5, 2019</time></div>
<figure><img src="ramp.jpg" alt="The ramp"><figcaption>The ramp in May. Photo: Bo Reyes</figcaption></figure>
<p>The night ferry will sail again in May, harbour master Edda&nbsp;Lorne said on <b>Tuesday</b>.
<p>&#8220;We have mended the ramp,&#x201D; she told reporters.<br>&ldquo;It took nine weeks.&rdquo;</p>
<h2>What comes next</h2><blockquote><p>Nobody is happier than my own crew &amp; me.</p></blockquote>
<ol><li>The ramp is painted.<li>The bell is hung.</ol>
<p>Two dockers doubted it: the ramp &quot;still creaks&quot;, one said.
</article><aside class="related"><h3>Read more</h3><a href="/a">Roads</a></aside>
<footer>&copy; Bay Post</footer></body></html>
"""


def pages():
    """A byte that picks what is known of the page, which fuzz/fuzz_page.c explains, and the page."""
    plain = PAGE.encode()
    accents = PAGE.replace("Edda", "Zoë").replace("nine weeks", "neuf café “jours”")
    accents = accents.replace('"utf-8"', '"iso-8859-1"')
    kana = PAGE.replace("ramp", "\u5b89\u5168").replace('charset="utf-8"', 'charset="shift_jis"')
    return {
        "plain.bin": b"\0" + plain,
        "with-url.bin": b"\x40" + plain,
        "fragment.bin": b"\x80<p>The ferry will sail, she said.<p>&quot;It will.&quot;",
        "windows-1252.bin": b"\x02" + accents.encode("cp1252"),
        "declared-latin-1.bin": b"\0" + accents.encode("cp1252"),
        "shift-jis.bin": b"\x04" + kana.encode("cp932"),
        "iso-2022-jp.bin": b"\x05" + kana.encode("iso2022_jp"),
        "utf-16.bin": b"\0\xff\xfe" + plain.decode().encode("utf-16-le"),
        "utf-16-be.bin": b"\x0a" + plain.decode().encode("utf-16-be"),
        "damaged.bin": b"\x01" + plain.replace(b"Lorne", b"L\xc3rne").replace(b"May", b"M\xe2\x80\0y"),
        "returns.bin": b"\0" + plain.replace(b"\n", b"\r\n").replace(b"Tuesday", b"Tues\rday\f"),
        "cut-off.bin": b"\0" + plain[:2000],
        "xhtml.bin": b'\0<?xml version="1.0" encoding="koi8-r"?><html><body><p>\xf0\xcc\xcf\xd4 dam<br/>x</p></body>',
        "marked.bin": b"\0<p>a<!DOCTYPE x [<!ENTITY a 'b'>]>&a;<![CDATA[c]]><? d ?></ e><!-->f<!--->g<!-- h --!>i&#59;"
        b"&#x37;&#0;",
        "open.bin": b"\0" + b"<div><p><b><i><font><li><td><dd><a x=y z>text</b></p></td>" * 20 + b"</div>" * 20,
        "deep.bin": b"\0" + b"<div>" * 600 + b"deep" + b"</div>" * 600,
        "attributes.bin": b"\0<p " + b" ".join(b"a%d=b" % i for i in range(300)) + b">x",
        "strays.bin": b"\0" + b"<p>x</b>" * 4200,
        "frames.bin": b"\0<frameset><frame src=a></frameset>",
        "refresh.bin": b'\0<meta http-equiv=refresh content="0; url=/x">',
        "script.bin": b"\0<script>a</script x><script/>b<script>c</scripts></script><script>d",
        "empty.bin": b"\0",
    }


RSS = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>World news | Bay Post RSS</title><language>en</language><image><title>Logo</title></image>
<item><title>Ferry &amp;amp; ramp</title><link>https://bay.example/1</link><guid isPermaLink="false">g-1</guid>
<pubDate>Tue, 05 Mar 2019 07:30:00 +0100</pubDate><dc:creator><![CDATA[By Ina Hult and Bo Reyes]]></dc:creator>
<source url="https://wire.example">Reuters</source><description>Short&nbsp;one &b; & more < less.</description>
<content:encoded><![CDATA[<p>HARROW BAY (AP) &mdash; The night ferry will sail again in May.</p><p>It will.</p>]]></content:encoded></item>
<item><title>No text</title><author>ed@bay.example (Ina Hult)</author><description>&lt;img src="x"&gt;</description></item>
<item><guid>https://bay.example/2</guid><description>&lt;p&gt;We have mended the ramp, she said.&lt;/p&gt;</description>
</channel></rss>
"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Bay Post</title><author><name>Ina Hult</name></author>
<entry><id>tag:1</id><title type="html">Ferry</title><link href="https://bay.example/1?a=1&amp;b=2"/><link rel="self" href='x'/>
<published>2019-03-05T07:30:00Z</published><updated>2019-03-06T07:30:00Z</updated><source><title>Dial</title></source>
<content type="xhtml"><h:div xmlns:h="http://www.w3.org/1999/xhtml"><h:p>It took nine weeks, she said.</h:p></h:div></content></entry>
<entry><id>tag:2</id><author><name>Bo Reyes</name><email>b@x</email></author><summary type="text">It &lt;b&gt; will.</summary></entry></feed>
"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:d="http://purl.org/dc/elements/1.1/">
<channel rdf:about="x"><title>Bay Post</title></channel><item rdf:about="https://bay.example/1"><title>Ferry</title>
<d:date>2019-03-05</d:date><d:description>It will sail, she said.</d:description></item></rdf:RDF>
"""


def feeds():
    return {
        "rss.xml": RSS.encode(),
        "atom.xml": ATOM.encode(),
        "rdf.xml": RDF.encode(),
        "latin-1.xml": b'<?xml version="1.0" encoding="ISO-8859-1"?><rss><item><description>Caf\xe9.</description></item>',
        "utf-16.xml": b"\xff\xfe" + RSS.encode("utf-16-le"),
        "cut-off.xml": RSS.encode()[:900],
        "open-tags.xml": b"<rss><item><description>a<item><title>b<author><name>c<entry x='",
        "no-items.xml": b"<rss><channel><title>x</title></channel></rss>",
        "no-feed.xml": b"<html><p>x</p></html>",
    }


NINJS = {
    "uri": "urn:bay:1",
    "type": "text",
    "versioncreated": "2019-03-06T07:30:00Z",
    "firstcreated": "2019-03-05T07:30:00Z",
    "pubstatus": "canceled",
    "headlines": [{"role": "main", "value": "Ferry"}],
    "bodies": [{"contenttype": "text/html", "value": "<p>It will sail, she said.</p>"}, {"value": "It will."}],
    "by": "By Ina Hult, dpa",
    "infosources": [{"name": "Agence France-Presse"}],
    "associations": [{"name": "a", "type": "picture"}],
}
CRAWL = {
    "maintext": "HARROW BAY (Reuters) - It will sail, she said.\n\nThe Associated Press contributed to this report.",
    "authors": ["Ina Hult", {"name": "Bo Reyes, AFP"}],
    "date_publish": "2019-03-05 07:30:00",
    "date_modify": 1551857400,
    "source_domain": "www.bay.example",
    "title": {"rendered": "Ferry &amp; ramp"},
    "language": "en",
}


def objects():
    articles = [{"source": {"name": "Bay Post"}, "content": "It will. [+12 chars]"}, {"content": "<p>It did.</p>"}]
    posts = {"version": "https://jsonfeed.org/version/1", "title": "Bay", "items": [{"id": 1, "content_html": "<p>It will.</p>"}]}
    return {
        "lines.jsonl": jsonl(STORIES + [NINJS, CRAWL]),
        "list.json": json.dumps(STORIES + [7, [], "x", CRAWL], indent=2).encode(),
        "one.json": json.dumps(NINJS, indent=1).encode(),
        "several.json": b"\n".join(json.dumps(story, indent=2).encode() for story in (CRAWL, NINJS)),
        "wrapped.json": json.dumps({"status": "ok", "articles": articles, "n": 2}).encode(),
        "wrapped-twice.json": json.dumps({"hits": {"hits": [{"_id": "a", "_source": CRAWL}]}}).encode(),
        "json-feed.json": json.dumps(posts).encode(),
        "broken.json": b'[{"id": 1, "text": "a\n"}, {"id": 2, "x": [1}, {"id": 3 "text"}, {"id": 4, {"id": 5, "text": "b"}]',
        "cut-off.json": json.dumps([CRAWL, CRAWL]).encode()[:-40],
        "deep.json": b'[{"a": ' + b"[" * 5000 + b'{"text": "x"}]',
        "escapes.json": b'[{"te\\u0078t": "a \\ud800 \\u0000 b", "a\\tb": [1e999, -0, "\\u2028"]}]',
    }


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
    return {"page": pages(), "story": story, "token": token, "speaker": speakers(), "weights": weights, "warc": archives(), "http": messages(), "feed": feeds(), "json": objects()}


def main():
    for target, inputs in files().items():
        folder = CORPUS / target
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in inputs.items():
            (folder / name).write_bytes(content)


main()
