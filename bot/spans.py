"""Which characters of a text have been read already."""


class Spans:
    """Pieces of one text, none of which is to be read twice."""

    def __init__(self) -> None:
        self._taken: list[tuple[int, int]] = []

    def take(self, start: int, end: int) -> None:
        """Mark text[start:end] as read."""
        self._taken.append((start, end))

    def touch(self, first: int, last: int) -> bool:
        """Whether any of text[first:last] was read."""
        return any(start < last and first < end for start, end in self._taken)

    def cover(self, text: str) -> bool:
        """Whether one piece that was read is the whole text."""
        return any(start <= 0 and end >= len(text) for start, end in self._taken)

    def rest(self, text: str) -> str:
        """Return the text without what was read."""
        if not self._taken:
            return text
        kept, at = [], 0
        for start, end in sorted(self._taken):
            kept.append(text[at:start])
            at = max(at, end)
        return " ".join((*kept, text[at:]))
