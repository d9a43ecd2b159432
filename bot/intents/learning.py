"""Finding the weights: a multinomial logistic regression over sparse features, in plain Python.

Plain stochastic gradient steps with a falling rate, in a fixed order: the same examples give the same
weights on every machine of one kind. Each feature ends as a row of bytes, one per intent, because sums
over bytes are what the interpreter does fastest, and the whole model stays within a few megabytes.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp, gcd, log, sqrt

EPOCHS = 5
RATE = 2.0
SEEN = 2  # a feature met in fewer examples says nothing of the next sentence
NEGLIGIBLE = 0.02  # a smaller share of the error moves no weight
ZERO = 128  # the byte that stands for a weight of nought
LANGUAGE_UNIT = 0.05  # one step of the language column, in nats

Row = list[float]


@dataclass(frozen=True, slots=True)
class Weights:
    """A row of bytes per feature: a weight per intent, then how much more Italian than English it is."""

    rows: dict[str, bytes]
    bias: bytes
    unit: float  # one step of a weight


def softmax(scores: Sequence[float]) -> list[float]:
    """Turn scores into shares of one."""
    top = max(scores)
    powers = [exp(score - top) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]


def fit(sentences: Sequence[set[str]], targets: Sequence[int], languages: Sequence[str]) -> Weights:
    """Learn the weights of `sentences` (their features); `targets` are numbers of intents, from 0."""
    count = Counter(feature for sentence in sentences for feature in sentence)
    width = max(targets) + 1
    table: dict[str, Row] = {feature: [0.0] * width for feature, seen in count.items() if seen >= SEEN}
    bias: Row = [0.0] * width
    lines = [[*(table[name] for name in sorted(s) if name in table), bias] for s in sentences]
    _descend(lines, targets)
    unit = max(abs(weight) for row in (bias, *table.values()) for weight in row) / 127
    italian = _italian(sentences, languages)
    rows = {
        feature: _packed(row, unit) + _packed([italian[feature]], LANGUAGE_UNIT)
        for feature, row in table.items()
    }
    return Weights(rows, _packed(bias, unit) + bytes([ZERO]), unit)


def _descend(lines: Sequence[list[Row]], targets: Sequence[int]) -> None:
    step = _step(len(lines))
    at = 0
    for epoch in range(EPOCHS):
        rate = RATE * (1 - epoch / EPOCHS)
        for _ in lines:
            at = (at + step) % len(lines)
            _learn(lines[at], targets[at], rate)


def _learn(rows: list[Row], target: int, rate: float) -> None:
    scale = 1 / sqrt(len(rows))
    shares = softmax([total * scale for total in map(sum, zip(*rows, strict=True))])
    shares[target] -= 1
    for column, error in enumerate(shares):
        if abs(error) > NEGLIGIBLE:
            change = error * rate * scale
            for row in rows:
                row[column] -= change


def _step(size: int) -> int:
    """Return a stride that visits all examples and scatters neighbours (the golden section of `size`)."""
    step = max(1, round(size * 0.618))
    while gcd(step, size) != 1:
        step += 1
    return step


def _italian(sentences: Sequence[set[str]], languages: Sequence[str]) -> dict[str, float]:
    """How many times likelier a feature is in Italian than in English, as a logarithm."""
    counts: dict[str, Counter[str]] = {"it": Counter(), "en": Counter()}
    for sentence, language in zip(sentences, languages, strict=True):
        counts[language].update(sentence)
    size = {language: max(1, languages.count(language)) for language in counts}

    def likelihood(feature: str, language: str) -> float:
        return (counts[language][feature] + 0.5) / size[language]

    features: Iterable[str] = counts["it"] | counts["en"]
    return {name: log(likelihood(name, "it") / likelihood(name, "en")) for name in features}


def _packed(row: Sequence[float], unit: float) -> bytes:
    return bytes(min(255, max(0, round(weight / unit) + ZERO)) for weight in row)
