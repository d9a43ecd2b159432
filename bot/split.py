"""Cutting a text into parts that fit a network's limit: at paragraphs, else at words, else anywhere."""

from collections.abc import Callable


def split(text: str, fits: Callable[[str], bool]) -> list[str]:
    """Cut a text into the longest pieces that fit, none empty; words stay whole where they can."""
    pieces, rest = [], text.strip()
    while rest and not fits(rest):
        end = _longest(rest, fits)
        cut = _break(rest, end)
        pieces.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    if rest:
        pieces.append(rest)
    return pieces


def _longest(text: str, fits: Callable[[str], bool]) -> int:
    """The longest prefix that fits, by halving; at least one character."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if fits(text[:middle]):
            low = middle
        else:
            high = middle - 1
    return low


def _break(text: str, end: int) -> int:
    """The best place to cut at or before `end`: a line's end in the last half, else a word's anywhere."""
    line, space = (text.rfind(blank, 0, end + 1) for blank in ("\n", " "))
    if line > end // 2:
        return line
    if (word := max(line, space)) > 0:
        return word
    return end
