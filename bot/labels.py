"""What citizens call a slot ("targa: AB123CD", "verbale n. 12345"), found in a text."""

import re
from collections.abc import Iterator, Mapping, Sequence

from bot.fixed import fixed

# What may stand between a label and its value; a colon or an equals sign says that a value must follow.
_BETWEEN = r"(?:\s+(?:n[.°]?|nr\.?|num\.?|numero|no\.?|è|e'|is)(?=[\s\d]))?\s*(?P<colon>[:=])?\s*"
_END = re.compile(r"[\n;,]|\.(?:\s|$)")


@fixed
class Labelled:
    """A label at text[start:value] with what follows it, up to the next label: text[value:end].

    `slots` are those that carry this label; `explicit` tells that the label was followed by a colon.
    """

    slots: tuple[str, ...]
    start: int
    value: int
    end: int
    explicit: bool


class Labels:
    """The labels of a service's slots, in every language at once."""

    def __init__(self, labels: Mapping[str, Sequence[str]]) -> None:
        self._slots: dict[str, tuple[str, ...]] = {}
        for slot, words in labels.items():
            for word in words:
                key = _key(word)
                self._slots[key] = (*self._slots.get(key, ()), slot)
        longest_first = sorted(self._slots, key=len, reverse=True)
        spelled = "|".join(r"\s+".join(map(re.escape, key.split())) for key in longest_first)
        self._pattern = re.compile(rf"(?<!\w)(?P<label>{spelled})(?!\w){_BETWEEN}", re.IGNORECASE)
        self._any = bool(longest_first)

    def find(self, text: str) -> Iterator[Labelled]:
        """Find every label, left to right."""
        if not self._any:
            return
        matches = list(self._pattern.finditer(text))
        for at, match in enumerate(matches):
            end = matches[at + 1].start() if at + 1 < len(matches) else len(text)
            slots = self._slots[_key(match["label"])]
            yield Labelled(slots, match.start(), match.end(), end, explicit=match["colon"] is not None)


def _key(word: str) -> str:
    return " ".join(word.casefold().split())


def first_piece(text: str) -> str:
    """Cut a labelled value where its sentence or line ends."""
    stop = _END.search(text)
    return (text[: stop.start()] if stop else text).strip()
