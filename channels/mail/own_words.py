"""What its sender wrote in a mail, without what is quoted below, above or between, and without the tail."""

from collections.abc import Sequence

from channels.mail import marks

_LONGEST_ATTRIBUTION = 4  # lines
_LONGEST_MARK = 500  # characters of a line that is still compared with marks


def own_words(text: str) -> str:
    """Leave out quotations, signature, what a telephone adds, and disclaimers.

    Nothing is left where everything is quoted. What would leave nothing of the rest is not done.
    """
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    kept = _unquoted(lines)
    for cut in (_unsigned, _without_additions, _undisclaimed):
        kept = cut(kept) or kept
    return _tidy(kept)


def forwarded_words(text: str) -> str:
    """What a mail passes on: everything under the header of what is forwarded, its marks taken off."""
    lines = [line.lstrip("> ").rstrip() for line in text.splitlines()]
    for at in range(len(lines)):
        if fields := _quoted_header(lines, at):
            return _tidy(lines[at + fields :])
    return _tidy(lines)


def _unquoted(lines: Sequence[str]) -> list[str]:
    """Keep what is not quoted: to the mark of a whole quotation, and between lines that begin with ">"."""
    kept: list[str] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        if line.startswith(">"):
            at += 1
        elif _opens_whole_quotation(lines, at):
            break
        elif length := _attribution(lines, at):
            if not _is_quoted(lines, at + length):
                break
            at += length
        else:
            kept.append(line)
            at += 1
    while kept and (not kept[-1] or marks.RULE.fullmatch(kept[-1])):
        kept.pop()
    return kept


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
