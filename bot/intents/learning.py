"""Finding the weights: a multinomial logistic regression over sparse features, in plain Python.

Plain stochastic gradient steps with a falling rate, in a fixed order: the same examples give the same weights
on every machine of one kind. While it learns, a row of weights is one large integer (lanes). In the end each
feature is a row of bytes, one per intent, and the whole model stays within a few megabytes.
"""

import json
import zlib
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, compress, count
from math import exp, gcd, log, sqrt
from typing import Self

from bot.intents.lanes import ONE, Lanes

EPOCHS = 5
RATE = 3.0
SEEN = 3  # a feature met in fewer examples says nothing of the next sentence
NEGLIGIBLE = 0.02  # a smaller share of the error moves no weight
ZERO = 128  # the byte that stands for a weight of nought
HOPELESS = 6.0  # an intent so many nats behind the first has no share that counts
LANGUAGE_UNIT = 0.1  # one step of the language column, in nats


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
    italian, english = (
        Counter(chain.from_iterable(compress(sentences, [spoken == language for spoken in languages])))
        for language in ("it", "en")
    )
    features = [feature for feature, seen in (italian + english).items() if seen >= SEEN]
    number = dict(zip(features, count(), strict=False))
    lanes = Lanes(max(targets) + 1)
    table = [0] * (len(features) + 1)  # the last row is the bias
    lines = [[*map(number.__getitem__, number.keys() & one), len(features)] for one in sentences]
    _descend(lanes, table, lines, targets)
    base = log((languages.count("it") + 1) / (languages.count("en") + 1))
    slant = [log((italian[name] + 0.5) / (english[name] + 0.5)) - base for name in features]
    *rows, bias = map(lanes.opened, table)
    unit = max(max(*row, -min(row)) for row in (bias, *rows)) / 127
    told = zip(features, rows, slant, strict=True)
    return Weights(
        {name: _packed(row, unit) + _packed([italian], LANGUAGE_UNIT) for name, row, italian in told},
        _packed(bias, unit) + bytes([ZERO]),
        unit,
    )


def _descend(lanes: Lanes, table: list[int], lines: Sequence[list[int]], targets: Sequence[int]) -> None:
    """Go over the examples a few times; one that moved no weight is known and is not looked at again."""
    left = list(range(len(lines)))
    for epoch in range(EPOCHS):
        rate = RATE * (1 - epoch / EPOCHS)
        step = _step(len(left))
        order = (left[at * step % len(left)] for at in range(len(left)))
        left = sorted(at for at in order if _learn(lanes, table, lines[at], targets[at], rate))


def _learn(lanes: Lanes, table: list[int], line: list[int], target: int, rate: float) -> bool:
    """Move the weights of one example towards its target; returns whether there was anything to move."""
    scale = 1 / sqrt(len(line))
    totals = lanes.lifted(sum(map(table.__getitem__, line)))
    unit = scale / ONE
    lowest = max(totals) - int(HOPELESS / unit)
    near = [(at, exp((total - lowest) * unit)) for at, total in enumerate(totals) if total > lowest]
    every = sum(power for _, power in near)
    errors = {at: power / every for at, power in near}
    errors[target] = errors.get(target, 0.0) - 1
    wrong = [(at, error) for at, error in errors.items() if abs(error) > NEGLIGIBLE]
    if not wrong:
        return False
    change = lanes.closed((at, error * rate * scale) for at, error in wrong)
    for row in line:
        table[row] -= change
    return True


def _step(size: int) -> int:
    """Return a stride that visits all examples and scatters neighbours (the golden section of `size`)."""
    step = max(1, round(size * 0.618))
    while size and gcd(step, size) != 1:
        step += 1
    return step


def _packed(row: Sequence[float], unit: float) -> bytes:
    """Write numbers as whole steps of `unit` from ZERO; none may be further than 127 steps."""
    steps = 1 / unit
    middle = ZERO + 0.5
    return bytes([int(number * steps + middle) for number in row])
