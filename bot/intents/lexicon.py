"""How a sentence is looked at: its words, their beginnings and parts, what they mean, which stand together.

Everything that differs from citizen to citizen and says nothing of what they want (numbers, plates, dates,
amounts, addresses) is put behind one common token before anything is learnt or read.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations, pairwise

from rapidfuzz.distance import OSA

from bot.intents.example import CONCEPT, SHORTHAND, Example


def _masks(*told: tuple[str, str]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), f" {token} ") for pattern, token in told)


_SIGN_MASKS = _masks(
    (r"\S+@\S+\.\w+", "<mail>"),
    (r"https?://\S+|\bwww\.\S+", "<web>"),
    (r"[:;=]-?[)d(p]+(?!\w)|\^_?\^|\bx+d+\b", "<smile>"),
    (r"\bm*u*a*(?:[hj][aei]){2,}[hj]?\b|\bu*[aei]?(?:[aei]+[hj]+){2,}[aei]*\b", "<laugh>"),
    (r"\b(?:[hj][aei]+\s+){1,}[hj][aei]+\b|\b(?:[aei][hj]\s+){1,}[aei][hj]\b", "<laugh>"),
)
_DIGIT = re.compile(r"\d")
_DIGIT_MASKS = _masks(  # each of these takes a digit
    (r"\b[a-z]{2}\s?\d{3}\s?[a-z]{2}\b|\b[a-z]{2}\s?\d{5,6}\b", "<plate>"),
    (r"\b[a-z]{6}\d\d[a-z]\d\d[a-z]\d{3}[a-z]\b", "<person>"),
    (r"\b(?:pagopa\|002\|)?[0-3](?:[ .-]?\d){17}(?:\|\d{11}\|\d{1,10})?\b", "<notice>"),
    (r"\b\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}\b|\b\d{1,2}/\d{1,2}\b", "<date>"),
    (
        r"\b\d{1,2}\s(?:gen|feb|mar|apr|mag|giu|lug|ago|set|ott|nov|dic)(?:[a-z]*(?:aio|zo|ile|gio|no|io|to|bre))?\b",
        "<date>",
    ),
    (r"\b\d{1,2}\s(?:jan|feb|march|april|may|june|july|aug|sept?|oct|nov|dec)\w*\b", "<date>"),
    (r"(?:€\s?)\d+(?:[.,]\d+)*|\b\d+(?:[.,]\d+)*\s?(?:€|euro?s?\b|eur\b)", "<money>"),
    (r"\b\d+\s?%|\b\d+ per ?cento?\b", "<percent>"),
    (r"\b[a-z]{0,3}[/-]?\d+(?:[/.:,-]\w+)*\b", "<number>"),
)
_TOKEN = re.compile(r"<[a-z]+>|[a-z]+|[^\w\s.,;:!\"'()\[\]<>*_/\\-]")
_AGAIN = re.compile(r"([a-z])\1{2,}")
_LEVEL = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'"})
_SHORT = 3  # a word up to this length is taken whole
_SPELT = 2  # a word of the examples met this often is no typo
_FREQUENT = 4  # a word of the examples met this often may be what a misspelt word was meant to be
_NO_MEANING: frozenset[str] = frozenset()
_STEM = 5  # letters of a word that its inflections share, more or less


def plain(text: str) -> str:
    """Lower case without accents; letters written three times or more are written once."""
    level = unicodedata.normalize("NFKD", text.translate(_LEVEL).casefold())
    bare = "".join(letter for letter in level if not unicodedata.combining(letter))
    return _AGAIN.sub(r"\1", bare)


class Lexicon:
    """What is known of single words before any sentence is learnt: shorthand, and words of one meaning."""

    def __init__(self, entries: Iterable[Example]) -> None:
        self._shorthand: dict[str, list[str]] = {}
        self._whole: defaultdict[str, set[str]] = defaultdict(set)
        self._begun: defaultdict[str, set[str]] = defaultdict(set)
        self._known: dict[str, tuple[str, ...]] = {}
        self._near: defaultdict[str, list[str]] = defaultdict(list)
        for entry in entries:
            if entry.intent == SHORTHAND:
                short, *meant = plain(entry.text).split()
                self._shorthand[short] = meant
            elif entry.intent.startswith(CONCEPT):
                self._add("@" + entry.intent.removeprefix(CONCEPT), plain(entry.text).split())

    def _add(self, concept: str, patterns: list[str]) -> None:
        for pattern in patterns:
            table = self._begun if pattern.endswith("*") else self._whole
            table[pattern.rstrip("*")].add(concept)

    def learn_spelling(self, texts: Iterable[str]) -> None:
        """Take the words of the examples for well spelt, and the frequent ones for what typos may mean."""
        count = Counter(word for text in texts for word in self.words(text))
        self._known = {word: self._concepts(word) for word, times in count.items() if times >= _SPELT}
        for word, times in sorted(count.items(), key=lambda pair: (-pair[1], pair[0])):
            if times >= _FREQUENT and len(word) >= _STEM and word[0] != "<":
                for shorter in _shortened(word):
                    self._near[shorter].append(word)

    def _corrected(self, word: str) -> str:
        """Return the most frequent word that one slip of the finger makes into this one, or the word."""
        if word in self._known or len(word) < _STEM or word[0] == "<" or not self._near:
            return word
        meant = (other for shorter in _shortened(word) for other in self._near.get(shorter, ()))
        return next((other for other in meant if OSA.distance(word, other, score_cutoff=1) <= 1), word)

    def words(self, text: str) -> list[str]:
        """Cut a text into words, common tokens and telling signs ("?", an emoji); write shorthand out."""
        line = plain(text)
        for pattern, token in (*_SIGN_MASKS, *_DIGIT_MASKS) if _DIGIT.search(line) else _SIGN_MASKS:
            line = pattern.sub(token, line)
        found: list[str] = []
        for word in _TOKEN.findall(line):
            found.extend(self._shorthand.get(word) or (self._corrected(word),))
        return found

    def _concepts(self, word: str) -> tuple[str, ...]:
        """Return the meanings of a word, in the order of the alphabet; most words have none."""
        meanings = set(self._whole.get(word, ()))
        for length in range(2, len(word) + 1):
            meanings |= self._begun.get(word[:length], _NO_MEANING)
        return tuple(sorted(meanings))

    def features(self, text: str) -> set[str]:
        """Everything that the model may know of a text."""
        sentence = self.words(text)
        seen: set[str] = set()
        meanings: set[str] = set()
        stems, kinds = ["^"], ["^"]
        for word in sentence:
            concepts = self._known.get(word)
            if concepts is None:
                concepts = self._concepts(word)
            meanings.update(concepts)
            stems.append(word[:_STEM])
            kinds.append(concepts[0] if concepts else word[:_STEM])
            seen.add(word)
            if len(word) > _SHORT and word[0] != "<":
                seen.update(_parts(word))
        stems.append("$")
        kinds.append("$")
        seen.update(meanings, _neighbours(stems), _neighbours(kinds), _skips(stems))
        seen.update(f"{one}&{other}" for one, other in combinations(sorted(meanings), 2))
        return seen


def _shortened(word: str) -> list[str]:
    """Return the word, then the word without each of its letters: two words one slip apart share one."""
    return [word, *(word[:at] + word[at + 1 :] for at in range(len(word)))]


def _parts(word: str) -> Iterator[str]:
    """Three letters at a time, edges marked, so that a typo leaves most of a word standing."""
    yield word[:_STEM] + "*"
    edged = f"^{word}$"
    for start in range(len(edged) - 2):
        yield edged[start : start + 3] + "~"


def _neighbours(line: list[str]) -> Iterator[str]:
    return (f"{one} {other}" for one, other in pairwise(line))


def _skips(line: list[str]) -> Iterator[str]:
    return (f"{one} _ {other}" for one, other in zip(line, line[2:], strict=False))
