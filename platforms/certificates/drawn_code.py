"""What the square codes say that a counter knows: payment notices, and certificates to be checked."""

import re
from collections.abc import Awaitable, Callable, Sequence
from datetime import date

from bot.errors import WrongAnswer
from bot.message import File
from bot.values import VerificationCode
from bot.values.value import Reading
from platforms.paper.codes import as_square_code

ReadCodes = Callable[[File], Awaitable[Sequence[str]]]

# A link as it lies open in our PDFs, beside the drawing of it.
_LINK = re.compile(rb"https?://[!-~]{1,200}?/verifica/[0-9A-Za-z-]{20,24}")
_ANY_DAY = Reading(date.min)  # a code reads the same on every day


def known_code(text: str) -> str | None:
    """Give what a square code says in the form in which services read it; None for a stranger's."""
    return as_square_code(text) or certificate_code(text)


def certificate_code(text: str) -> str | None:
    """Give the verification code that the link of a certificate ends with; None if it is no such link."""
    try:
        return str(VerificationCode.parse(text, _ANY_DAY))
    except WrongAnswer:
        return None


def also_linked(read: ReadCodes) -> ReadCodes:
    """Read, where nothing is drawn that can be read, the link of a certificate that was cut or damaged."""

    async def codes_in(file: File) -> Sequence[str]:
        return await read(file) or linked_codes(file.content)

    return codes_in


def linked_codes(content: bytes) -> Sequence[str]:
    """Find the codes in the links of a PDF, each once, without opening it; of any other file none."""
    if b"%PDF-" not in content[:1024]:
        return ()
    links = (found[0].decode() for found in _LINK.finditer(content))
    return tuple(dict.fromkeys(code for link in links if (code := certificate_code(link))))
