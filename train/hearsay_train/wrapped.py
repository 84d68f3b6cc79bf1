# SPDX-License-Identifier: Apache-2.0
"""Stories in which sentences have become somebody's words.

    The panel rejected the plan.  ->  “The panel rejected the plan,” an aide said.

What the gold finds in such a sentence stands inside a content now, which the corpora annotate nowhere.
"""
import random

OPEN, CLOSE = "“‘\"", "”’\""
SOURCES = (
    "the source", "an insider", "a person familiar with the matter", "one official", "a spokesman", "a spokeswoman",
    "her lawyer", "his lawyer", "a friend", "the newspaper", "the report", "the complaint", "a witness", "a neighbour",
    "the company", "an analyst", "one of them", "a senior diplomat", "the judge", "her manager", "his sister",
    "the chairman", "he", "she", "they", "police",
)
CUES = (
    "said", "said", "said", "says", "claimed", "claims", "added", "explained", "insisted", "recalled", "wrote",
    "told reporters", "told the court", "told the newspaper", "said in a statement", "argued", "has learned", "reported",
    "complained", "reveals",
)
# What begins a sentence with a capital only for that reason.
COMMON = set(
    "the a an in on at but and he she it they we you this that these those his her their its there as for with after "
    "before when while if some many most several both no not one two three according by to from during under since "
    "because although though so even still now then however another other such what why how who all each every our my "
    "your".split()
)
IRREGULAR = {"is": "are", "was": "were", "has": "have", "does": "do", "goes": "go"}
QUOTES = (("“", "”"), ("“", "”"), ('"', '"'), ("‘", "’"))
ROLES = ("source", "cue", "content")


class Text:
    """A text that is put together from parts of another; remembers where each part went."""

    def __init__(self):
        self.parts, self.length, self.moved = [], 0, []

    def add(self, text):
        """Gives the place of the text."""
        self.parts.append(text)
        self.length += len(text)
        return [self.length - len(text), self.length]

    def take(self, start, end, text):
        """`text` stands for [start, end) of the other; where it has another length, the range moves as a whole."""
        self.moved.append((start, end, self.add(text)))

    def place(self, span):
        """Where a range of the other text is now; None where nothing of it was taken."""
        inside = [
            (place[0], place[1]) if place[1] - place[0] != end - start else
            (place[0] + max(span[0] - start, 0), place[0] + min(span[1], end) - start)
            for start, end, place in self.moved if start < span[1] and span[0] < end
        ]
        return [min(start for start, _ in inside), max(end for _, end in inside)] if inside else None


class Sentence:
    """[start, end) of the text, without its full stop, and the attributions that it holds."""

    def __init__(self, start, end, inner, paragraph):
        self.start, self.end, self.inner, self.paragraph = start, end, inner, paragraph


def sentences(story, attributions):
    """Those that can become somebody's words: whole attributions, balanced quotations, an end in a full stop."""
    outer = [item for item in attributions if item.get("inside") is None and any(item.get(role) for role in ROLES)]
    spans = [[span for role in ROLES for span in item.get(role) or []] for item in outer]
    bounds = [(min(start for start, _ in found), max(end for _, end in found)) for found in spans]
    found, first = [], 0
    numbers = story.sentence
    while first < len(story):
        last = first + 1
        while last < len(story) and numbers[last] == numbers[first] and story.paragraph[last] == story.paragraph[first]:
            last += 1
        start, end = int(story.span[first][0]), int(story.span[last - 1][1])
        text = story.text[start:end]
        touching = [i for i, (a, b) in enumerate(bounds) if a < end and start < b]
        whole = all(start <= bounds[i][0] and bounds[i][1] <= end for i in touching)
        if (
            whole and 5 <= last - first <= 60 and text.endswith(".") and "\n" not in text and text[0].isupper()
            and text.count("“") == text.count("”") and text.count('"') % 2 == 0
            and all(outer[i].get("cue") and outer[i].get("content") for i in touching)
        ):
            found.append(Sentence(start, end - 1, [outer[i] for i in touching], int(story.paragraph[first])))
        first = last
    return found


def plain(verb, plural):
    """The form of the verb after "I" or "we"."""
    if verb in IRREGULAR:
        return "am" if verb == "is" and not plural else verb if verb == "was" and not plural else IRREGULAR[verb]
    if verb in ("doesn’t", "doesn't"):
        return verb.replace("oes", "o")
    if not verb.islower() or len(verb) < 4 or not verb.endswith("s") or verb.endswith("ss"):
        return verb
    if verb.endswith("ies"):
        return verb[:-3] + "y"
    return verb[:-2] if verb.endswith(("ches", "shes", "sses", "xes")) else verb[:-1]


def replacements(story_text, sentence, quoted, dice):
    """start -> (end, new text): sources become pronouns, and their verbs follow."""
    found = {}
    for item in sentence.inner:
        source, cue = item.get("source") or [], item["cue"]
        if len(source) != 1 or len(cue) != 1 or not 0 <= cue[0][0] - source[0][1] <= 1 or dice.random() < 0.4:
            continue
        start, end = source[0]
        if start in found or any(start < b and a < end for a, (b, _) in found.items()):
            continue
        pronoun = dice.choice(("I", "I", "we", "we", "he", "she", "they", "it") if quoted else ("he", "she", "they"))
        verb = story_text[cue[0][0] : cue[0][1]].split(" ")[0]
        if pronoun in ("I", "we", "they"):
            changed = plain(verb, pronoun != "I")
            if changed != verb:
                found[cue[0][0]] = (cue[0][0] + len(verb), changed)
        found[start] = (end, pronoun.capitalize() if start == sentence.start else pronoun)
    return found


def copy(out, text, sentence, changed, capital, inner_quotes):
    """The sentence without its full stop; gives its place."""
    begin, at = out.length, sentence.start
    word = text[sentence.start : sentence.end].split(" ")[0]
    lower = not capital and word.lower() in COMMON
    unquoted = lambda part: part.replace("“", "‘").replace("”", "’").replace('"', "'") if inner_quotes else part
    for start in sorted(changed) + [sentence.end]:
        if at < start:
            part = unquoted(text[at:start])
            out.take(at, start, part[0].lower() + part[1:] if lower and at == sentence.start else part)
        if start < sentence.end:
            end, new = changed[start]
            if start == sentence.start and not capital and new != "I":
                new = new[0].lower() + new[1:]
            out.take(start, end, new)
            at = end
    return [begin, out.length]


def cuts_twice(text, sentence):
    """Whether the sentence has a source behind its content, or quotes: it reads well only as a quotation."""
    return any(c in text[sentence.start : sentence.end] for c in "“”\"") or any(
        item["content"][0][0] < item["cue"][0][0] for item in sentence.inner
    )


def write(out, text, group, names, dice):
    """One or two sentences as somebody's words; gives the attribution."""
    source = dice.choice(names) if names and dice.random() < 0.4 else dice.choice(SOURCES)
    cue = dice.choice(CUES)
    capital = lambda words: words[0].upper() + words[1:]
    quoted = dice.random() < 0.55 or len(group) > 1 or cuts_twice(text, group[0])
    change = lambda sentence: replacements(text, sentence, quoted, dice)
    copied = lambda sentence, first, inner=False: copy(out, text, sentence, change(sentence), first, inner)

    def who(begins):
        """Source and cue; "reporters" of "told reporters" stands in no role."""
        place = out.add(capital(source) if begins else source)
        out.add(" ")
        verb, _, hearer = cue.partition(" ") if cue.startswith("told") else (cue, "", "")
        there = out.add(verb)
        out.add(" " + hearer if hearer else "")
        return {"source": [place], "cue": [there]}

    if quoted:
        left, right = dice.choice(QUOTES)
        inner = left != "‘"
        form = dice.choice(("behind", "between" if len(group) > 1 else "behind", "front"))
        found = {"source": [], "cue": []}
        contents = []
        if form == "front":
            found = who(True)
            out.add(dice.choice((", ", ": ")))
        begin = out.add(left)[0]
        copied(group[0], True, inner)
        for sentence in group[1:]:
            if form == "between":
                contents.append([begin, out.add("," + right)[1]])
                out.add(" ")
                found = who(False)
                out.add(". ")
                begin = out.add(left)[0]
            else:
                out.add(". ")
            copied(sentence, True, inner)
        if form == "behind":
            contents.append([begin, out.add("," + right)[1]])
            out.add(" ")
            found = who(False)
            out.add(".")
        else:
            contents.append([begin, out.add("." + right)[1]])
        return found | {"content": contents}
    form = dice.choice(("that", "bare", "behind", "according", "according behind"))
    if form in ("that", "bare"):
        found = who(True)
        out.add(" ")
        begin = out.length
        out.add("that " if form == "that" else "")
        end = copied(group[0], False)[1]
        out.add(".")
        return found | {"content": [[begin, end]]}
    if form == "behind":
        content = copied(group[0], True)
        out.add(", ")
        found = who(False)
        out.add(".")
        return found | {"content": [content]}
    if form == "according":
        there = out.add("According to")
        out.add(" ")
        place = out.add(source)
        out.add(", ")
        content = copied(group[0], False)
    else:
        content = copied(group[0], True)
        out.add(", ")
        there = out.add("according to")
        out.add(" ")
        place = out.add(source)
    out.add(".")
    return {"source": [place], "cue": [there], "content": [content]}


def follows(sentence, other):
    return sentence.paragraph == other.paragraph and sentence.start - other.end < 4


def variant(story, gold, seed, share=0.5, empty=0.15):
    """The story with some of its sentences as somebody's words: {"id", "text", "attributions"}. The attributions are
    those that were made and what stands inside them. `share`: of the sentences with attributions; `empty`: of those
    without."""
    dice = random.Random(f"{seed} {gold['id']}")
    text = gold["text"]
    names = sorted(
        {
            text[a:b] for item in gold["attributions"] for a, b in (item.get("source") or [])[:1]
            if b - a < 30 and text[a].isupper() and all(word[0].isupper() for word in text[a:b].split())
        }
    )
    out, at, made = Text(), 0, []
    usable, number = sentences(story, gold["attributions"]), 0
    while number < len(usable):
        sentence = usable[number]
        number += 1
        if dice.random() >= (share if sentence.inner else empty):
            continue
        group = [sentence]
        while number < len(usable) and len(group) < 2 and follows(usable[number], group[-1]) and dice.random() < 0.5:
            group.append(usable[number])
            number += 1
        out.take(at, sentence.start, text[at : sentence.start])
        made.append((write(out, text, group, names, dice), [item for part in group for item in part.inner]))
        at = group[-1].end + 1
    out.take(at, len(text), text[at:])
    attributions = []
    for holder, inner in made:
        inside = len(attributions)
        attributions.append(holder | {"inside": None})
        for item in inner:
            moved = {role: [place for span in item.get(role) or [] if (place := out.place(span))] for role in ROLES}
            attributions.append(moved | {"inside": inside})
    return {"id": gold["id"], "text": "".join(out.parts), "attributions": attributions}
