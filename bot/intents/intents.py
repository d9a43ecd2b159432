"""Reading a sentence: which service or reserved word it wants, how surely, and in which language."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import sqrt
from typing import Self

from bot.intents.example import COMMAND, CONCEPT, COURTESY, NONE, SERVICE, SHORTHAND, SMALL_TALK, Example
from bot.intents.learning import LANGUAGE_UNIT, ZERO, Weights, fit, softmax
from bot.intents.lexicon import Lexicon

CLEAR = 0.35  # below this share no reading is acted upon
SAFE = 0.6  # the same for what costs the citizen something when misread: a service, a grave command
GRAVE = frozenset({COMMAND + "stop", COMMAND + "cancel"})
RIVAL = 0.25  # a service with this share is worth asking about beside the first
MARGIN = 0.06  # two readings nearer than this are no reading
KEPT = 4  # how many readings a guess keeps
AGAIN = 7  # one request in so many is learnt a second time, with a courtesy
PLACE = "…"  # where the request stands in a courtesy
TELLING = 0.5  # how Italian (or English) an average feature must be, in nats


@dataclass(frozen=True, slots=True)
class Guess:
    """What a sentence may want: intents with their shares of one, best first.

    `language` is "it", "en", or empty when the words belong to both ("ok", "spid") or to neither.
    """

    ranking: tuple[tuple[str, float], ...]
    language: str

    @property
    def best(self) -> str | None:
        """The intent to act upon (a service, a command, a kind of small talk); None when unclear."""
        (intent, share), (_, second) = self.ranking[:2]
        needed = SAFE if intent in GRAVE or intent.startswith(SERVICE) else CLEAR
        if intent == NONE or share < needed or share - second < MARGIN or self.close:
            return None
        return intent

    @property
    def close(self) -> tuple[str, str] | None:
        """Two services between which the citizen should choose."""
        (first, _), (second, share) = self.ranking[:2]
        both = first.startswith(SERVICE) and second.startswith(SERVICE)
        return (first, second) if both and share >= RIVAL else None


class Intents:
    """All that was learnt from the examples; reading changes nothing in it."""

    def __init__(self, lexicon: Lexicon, names: tuple[str, ...], weights: Weights) -> None:
        self._lexicon = lexicon
        self._names = names
        self.weights = weights

    @classmethod
    def learn(cls, examples: Iterable[Example], weights: Weights | None = None) -> Self:
        """Learn from examples of at least two intents; a second or two for nine thousand sentences.

        With the weights that were learnt from the same examples before, a tenth of that; ValueError if they
        cannot be from these.
        """
        given = list(examples)
        sentences = [one for one in given if not one.intent.startswith((SHORTHAND, COURTESY, CONCEPT))]
        lexicon = Lexicon(given)
        lexicon.learn_spelling(one.text for one in sentences)
        names = tuple(sorted({one.intent for one in sentences}))
        if weights is None:
            sentences += _courteous(sentences, [one for one in given if one.intent == COURTESY])
            weights = _fitted(lexicon, sentences, names)
        if len(weights.bias) != len(names) + 1:
            raise ValueError("these weights are of other examples")
        return cls(lexicon, names, weights)

    def read(self, text: str) -> Guess:
        """Guess what a text wants; a text without a single known feature wants nothing."""
        known = self.weights.rows
        rows = [known[feature] for feature in self._lexicon.features(text) if feature in known]
        if not rows:
            return Guess(((NONE, 1.0), (NONE, 0.0)), "")
        rows.append(self.weights.bias)
        *totals, italian = (total - ZERO * len(rows) for total in map(sum, zip(*rows, strict=True)))
        scale = self.weights.unit / sqrt(len(rows))
        shares = softmax([total * scale for total in totals])
        ranking = sorted(zip(self._names, shares, strict=True), key=lambda pair: -pair[1])[:KEPT]
        return Guess(tuple(ranking), _language(italian * LANGUAGE_UNIT / len(rows)))


def _fitted(lexicon: Lexicon, sentences: list[Example], names: tuple[str, ...]) -> Weights:
    number = {name: at for at, name in enumerate(names)}
    return fit(
        [lexicon.features(one.text) for one in sentences],
        [number[one.intent] for one in sentences],
        [one.language for one in sentences],
    )


def _courteous(sentences: Iterable[Example], courtesies: list[Example]) -> Iterator[Example]:
    """Say some of the requests again with a greeting or thanks round them: those change no request."""
    for language in sorted({one.language for one in courtesies}):
        frames = [one.text for one in courtesies if one.language == language]
        asked = [
            one for one in sentences if one.language == language and not one.intent.startswith(SMALL_TALK)
        ]
        for at, one in enumerate(asked[::AGAIN]):
            yield replace(one, text=frames[at % len(frames)].replace(PLACE, one.text))


def _language(italian: float) -> str:
    """Name the language of an average feature that is so much likelier in Italian than in English."""
    if abs(italian) < TELLING:
        return ""
    return "it" if italian > 0 else "en"
