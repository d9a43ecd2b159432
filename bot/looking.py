"""What can be read out of the files of a message before it is heard: codes on pictures and on paper."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from bot.ledger import Work
from bot.message import File, Inbound

# Reads one file; nothing in it, or nothing that can be read, is an empty answer and never an error.
ReadCodes = Callable[[File], Awaitable[Sequence[str]]]
# Whether a paper that bears a code is worth a look itself: its code alone does not say whether it is genuine.
Keeps = Callable[[str], bool]

_PAPER = "application/pdf"
_KINDS = ("image/", _PAPER)
_MOST = 5  # files of one message


async def no_codes(file: File) -> Sequence[str]:  # noqa: ARG001 - the type's
    """Read nothing: for a counter without eyes."""
    return ()


def keeps_none(code: str) -> bool:  # noqa: ARG001 - the type's
    """Keep no file that was read."""
    return False


def worth_a_look(inbound: Inbound) -> bool:
    """Tell whether anything came along that may hold a code."""
    return any(file.media_type.startswith(_KINDS) for file in inbound.files)


async def looked_through(work: Work, read: ReadCodes, keeps: Keeps = keeps_none) -> Work:
    """Put the codes of a message's files under its text, as if the citizen had typed them.

    A file that has been read this way has done its service: it is not among the files any more, unless it
    is a PDF with a code that `keeps` it.
    """
    inbound, kept, texts = work.inbound, list[File](), list[str]()
    for number, file in enumerate(inbound.files):
        looked_at = number < _MOST and file.media_type.startswith(_KINDS)
        codes = await read(file) if looked_at else ()
        texts += codes
        if not codes or (file.media_type.startswith(_PAPER) and any(map(keeps, codes))):
            kept.append(file)
    if not texts:
        return work
    text = "\n".join(filter(None, (inbound.text, *dict.fromkeys(texts))))
    return replace(work, inbound=replace(inbound, text=text, files=tuple(kept)))
