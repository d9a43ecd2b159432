"""Finding the weights: a multinomial logistic regression over sparse features, in plain Python.

Plain stochastic gradient steps with a falling rate, in a fixed order: the same examples give the same
weights on every machine of one kind. Each feature ends as a row of bytes, one per intent, because sums
over bytes are what the interpreter does fastest, and the whole model stays within a few megabytes.
"""

import json
import zlib
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp, gcd, log, sqrt
from typing import Self

EPOCHS = 4
RATE = 3.0
SEEN = 3  # a feature met in fewer examples says nothing of the next sentence
NEGLIGIBLE = 0.02  # a smaller share of the error moves no weight
ZERO = 128  # the byte that stands for a weight of nought
LANGUAGE_UNIT = 0.1  # one step of the language column, in nats

Row = list[float]


@dataclass(frozen=True, slots=True)
class Weights:
    """A row of bytes per feature: a weight per intent, then how much more Italian than English it is."""

    rows: dict[str, bytes]
    bias: bytes
    unit: float  # one step of a weight

    def packed(self) -> bytes:
        """Write all of it down, for `unpacked` to read."""
        names = sorted(self.rows)
        told = {
            "unit": self.unit,
            "bias": b64encode(self.bias).decode("ascii"),
            "names": names,
            "rows": b64encode(b"".join(self.rows[name] for name in names)).decode("ascii"),
        }
        return zlib.compress(json.dumps(told).encode("ascii"), level=1)

    @classmethod
    def unpacked(cls, content: bytes) -> Self:
        """Read what `packed` wrote; ValueError if it is anything else, or damaged (a checksum tells)."""
        try:
            told = json.loads(zlib.decompress(content))
            bias, joined, names = b64decode(told["bias"]), b64decode(told["rows"]), told["names"]
            width = len(bias)
            rows = [joined[start : start + width] for start in range(0, len(joined), width)]
            return cls(dict(zip(names, rows, strict=True)), bias, float(told["unit"]))
        except (zlib.error, KeyError, TypeError) as problem:
            raise ValueError("these are no weights") from problem


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
    lines = [[*(table[name] for name in sorted(table.keys() & sentence)), bias] for sentence in sentences]
    _descend(lines, targets)
    largest = max(max(*row, -min(row)) for row in (bias, *table.values()))
    unit = largest / 127
    italian = _italian(table, sentences, languages)
    rows = {name: _packed(row, unit) + _packed([italian[name]], LANGUAGE_UNIT) for name, row in table.items()}
    return Weights(rows, _packed(bias, unit) + bytes([ZERO]), unit)


def _descend(lines: Sequence[list[Row]], targets: Sequence[int]) -> None:
    """Go over the examples a few times; one that moved no weight is known and is not looked at again."""
    left = list(range(len(lines)))
    for epoch in range(EPOCHS):
        rate = RATE * (1 - epoch / EPOCHS)
        step = _step(len(left))
        order = (left[at * step % len(left)] for at in range(len(left)))
        left = sorted(at for at in order if _learn(lines[at], targets[at], rate))


def _learn(rows: list[Row], target: int, rate: float) -> bool:
    """Move the weights of one example towards its target; returns whether there was anything to move."""
    scale = 1 / sqrt(len(rows))
    shares = softmax([total * scale for total in map(sum, zip(*rows, strict=True))])
    shares[target] -= 1
    wrong = [(column, error) for column, error in enumerate(shares) if abs(error) > NEGLIGIBLE]
    for column, error in wrong:
        change = error * rate * scale
        for row in rows:
            row[column] -= change
    return bool(wrong)


def _step(size: int) -> int:
    """Return a stride that visits all examples and scatters neighbours (the golden section of `size`)."""
    step = max(1, round(size * 0.618))
    while size and gcd(step, size) != 1:
        step += 1
    return step


def _italian(
    names: Iterable[str], sentences: Sequence[set[str]], languages: Sequence[str]
) -> dict[str, float]:
    """How many times likelier a feature is in Italian than in English, as a logarithm."""
    italian, english = (
        Counter(
            name for s, spoken in zip(sentences, languages, strict=True) if spoken == language for name in s
        )
        for language in ("it", "en")
    )
    base = log((languages.count("it") + 1) / (languages.count("en") + 1))
    return {name: log((italian[name] + 0.5) / (english[name] + 0.5)) - base for name in names}


def _packed(row: Sequence[float], unit: float) -> bytes:
    """Write numbers as whole steps of `unit` from ZERO; none may be further than 127 steps."""
    steps = 1 / unit
    middle = ZERO + 0.5
    return bytes([int(number * steps + middle) for number in row])
