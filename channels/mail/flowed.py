"""Lines that a mail program broke are put together again: format=flowed, RFC 3676."""

import re

_QUOTE = re.compile(r">*")
_SIGNATURE = "-- "


def unflow(text: str, *, delete_space: bool) -> str:
    """Join lines that end in a space with the next of the same quote depth; `delete_space` is DelSp=yes."""
    joined: list[str] = []
    open_depth = -1  # the depth of the line that goes on, -1 if none does
    pieces: list[str] = []
    for line in text.split("\n"):
        mark = _QUOTE.match(line)
        depth = mark.end() if mark else 0
        words = line[depth:].removeprefix(" ")  # a space is stuffed before what might be taken for a mark
        if open_depth != depth or words == _SIGNATURE:
            _close(joined, pieces)
            pieces = [">" * depth + " " if depth else ""]
        flows = words.endswith(" ") and words != _SIGNATURE
        pieces.append(words[:-1] if flows and delete_space else words)
        open_depth = depth if flows else -1
    _close(joined, pieces)
    return "\n".join(joined)


def _close(joined: list[str], pieces: list[str]) -> None:
    if pieces:
        joined.append("".join(pieces))
