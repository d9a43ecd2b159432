"""What its sender wrote in a mail, without what is quoted below, above or between, and without the tail."""

from collections.abc import Sequence

from channels.mail import marks

_LONGEST_ATTRIBUTION = 4  # lines
_LONGEST_MARK = 500  # characters of a line that is still compared with marks


def own_words(text: str) -> str:
    """Of an answer: leave out quotations, signature, what a telephone adds, and disclaimers.

    Nothing is left where everything is quoted. What would leave nothing of the rest is not done.
    """
    kept, _ = _unquoted(_lines(text), answers=True)
    return _tidy(_trimmed(kept))


def all_words(text: str) -> str:
    """Of a mail that answers none: its sender's words as above, and then what they pass on.

    The number of a fine may stand in either. Where nothing but quotation is there, that is read.
    """
    lines = _lines(text)
    kept, rest = _unquoted(lines, answers=False)
    passed_on = [line.lstrip("> ") for line in (rest if any(kept) else lines)]
    at, length = next(
        ((at, length) for at in range(len(passed_on)) if (length := _quoted_header(passed_on, at))), (0, 0)
    )
    return f"{_tidy(_trimmed(kept))}\n\n{_tidy(_trimmed(passed_on[at + length :]))}".strip()


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]


def _trimmed(lines: list[str]) -> list[str]:
    for cut in (_unsigned, _without_additions, _undisclaimed):
        lines = cut(lines) or lines
    return lines


def _unquoted(lines: Sequence[str], *, answers: bool) -> tuple[list[str], Sequence[str]]:
    """Keep what is not quoted: to the mark of a whole quotation, and between lines that begin with ">".

    The second value is what stands from that mark on.
    """
    kept: list[str] = []
    at = 0
    while at < len(lines) and not _opens_whole_quotation(lines, at):
        length = _attribution(lines, at)
        marked = length > 0 and _is_quoted(lines, at + length)
        if length and not marked and answers and _names_hour_or_address(lines[at : at + length]):
            break
        if not lines[at].startswith(">") and not marked:
            kept.append(lines[at])
        at += length if marked else 1
    while kept and (not kept[-1] or marks.RULE.fullmatch(kept[-1])):
        kept.pop()
    return kept, lines[at:]


def _names_hour_or_address(lines: Sequence[str]) -> bool:
    return marks.SHOWS_HOUR_OR_ADDRESS.search(" ".join(lines)) is not None


def _opens_whole_quotation(lines: Sequence[str], at: int) -> bool:
    line = lines[at].strip()
    if not line or len(line) > _LONGEST_MARK:
        return False
    if marks.HEADING.fullmatch(line) or marks.BARE_HEADING.fullmatch(line):
        return True
    return _quoted_header(lines, at) > 0


def _quoted_header(lines: Sequence[str], at: int) -> int:
    """How many lines from here on are the header of a quoted mail: sender first, a day, and one more."""
    for pattern in (marks.FIELD, marks.BARE_FIELD):
        opening = pattern.match(lines[at][:_LONGEST_MARK].strip())
        if opening is None or opening.lastgroup != "from":
            continue
        found, last = {"from"}, at
        for place in range(at + 1, min(at + marks.MOST_FIELDS, len(lines))):
            match = pattern.match(lines[place][:_LONGEST_MARK].strip())
            if match is not None and match.lastgroup is not None:
                found.add(match.lastgroup)
                last = place
        least = 3 if pattern is marks.FIELD else 4
        if "when" in found and len(found) >= least:
            return last - at + 1
    return 0


def _attribution(lines: Sequence[str], at: int) -> int:
    """How many lines from here on say who wrote what is quoted below: "On 3 February ... wrote:"."""
    line = lines[at].strip()
    if not line or len(line) > _LONGEST_MARK:
        return 0
    if line.endswith(":") and marks.NAME_FIRST.fullmatch(line) and marks.SHOWS_WHEN_OR_WHO.search(line):
        return 1
    if not marks.ATTRIBUTION_OPENS.match(line):
        return 0
    said = ""
    for length, part in enumerate(lines[at : at + _LONGEST_ATTRIBUTION], 1):
        if not part.strip() or len(part) > _LONGEST_MARK:
            return 0
        said = f"{said} {part.strip()}"
        if said.lower().endswith(marks.ATTRIBUTION_ENDS):
            return length if marks.SHOWS_WHEN_OR_WHO.search(said) else 0
    return 0


def _is_quoted(lines: Sequence[str], at: int) -> bool:
    """Whether the next line that says something is marked as quoted."""
    following = next((line for line in lines[at : at + _LONGEST_ATTRIBUTION] if line), "")
    return following.startswith(">")


def _unsigned(lines: list[str]) -> list[str]:
    begin = _beginning(lines)
    end = next((at for at, line in enumerate(lines) if line == marks.SIGNATURE and at > begin), None)
    return lines[:end]


def _without_additions(lines: list[str]) -> list[str]:
    return lines if not any(map(_is_added, lines)) else _some([line for line in lines if not _is_added(line)])


def _is_added(line: str) -> bool:
    bare = line.strip(" \xa0*_")
    return marks.ADDED.fullmatch(bare) is not None and marks.ADDED_BY.search(bare) is not None


def _undisclaimed(lines: list[str]) -> list[str]:
    begin = _beginning(lines)
    for at, line in enumerate(lines):
        if at > begin and marks.DISCLAIMER.match(line[:_LONGEST_MARK]):
            return _some(lines[:at])
    return lines


def _beginning(lines: list[str]) -> int:
    """The first line that says something."""
    return next((at for at, line in enumerate(lines) if line.strip()), len(lines))


def _some(lines: list[str]) -> list[str]:
    """The lines, if they say anything."""
    return lines if any(line.strip() for line in lines) else []


def _tidy(lines: Sequence[str]) -> str:
    """Leave at most one empty line between two, and none at the ends."""
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    while kept and (not kept[-1] or marks.RULE.fullmatch(kept[-1])):
        kept.pop()
    return "\n".join(kept).strip()
