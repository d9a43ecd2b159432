"""The files that came with a mail: taken, left aside as decoration, or refused with a reason."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from bot.message import File, Refused
from channels.mail.bodies import Body
from channels.mail.headers import one_line, read_head
from channels.mail.mailbox import Bounds
from channels.mail.mime import Leaf

_DECORATION = 50_000  # bytes: a picture that a page shows is a logo up to here, a document beyond
_SIGNATURES = frozenset(
    ("application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature")
)
_SLACK = 1.1  # base64 breaks its lines: what is not larger than so is decoded to know
_LONGEST_NAME = 120
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_MEGA, _KILO = 1_000_000, 1_000
# What a file is called that came without a name.
_ENDINGS = {
    "application/pdf": ".pdf",
    "application/zip": ".zip",
    "image/gif": ".gif",
    "image/heic": ".heic",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "message/global": ".eml",
    "message/rfc822": ".eml",
    "text/calendar": ".ics",
    "text/html": ".html",
    "text/plain": ".txt",
}


def enclosed(
    raw: bytes, leaves: Sequence[Leaf], body: Body, bounds: Bounds
) -> tuple[tuple[File, ...], tuple[Refused, ...]]:
    """Take the files of a mail as far as the bounds allow; nothing is ever unpacked.

    What is beyond the number allowed is refused together, in one Refused without a name.
    """
    files: list[File] = []
    refused: list[Refused] = []
    for number, leaf in enumerate(_documents(leaves, body)):
        if number == bounds.files:
            refused.append(Refused("many", limit=str(bounds.files)))
            break
        name = _name(raw, leaf)
        content = b"" if leaf.size > bounds.file * _SLACK else leaf.content(raw)
        if leaf.size > bounds.file * _SLACK or len(content) > bounds.file:
            refused.append(Refused("large", name, _size(bounds.file)))
        elif not content:
            refused.append(Refused("missing", name))
        else:
            files.append(File(name, leaf.kind, content))
    return tuple(files), tuple(refused)


def _documents(leaves: Sequence[Leaf], body: Body) -> Iterator[Leaf]:
    """Leave out the text itself, signatures by machine, other forms of the text, and decoration."""
    read = {id(leaf) for leaf in body.parts}
    for leaf in leaves:
        another_form = leaf.choice and not leaf.name and leaf.disposition != "attachment"
        if id(leaf) in read or leaf.kind in _SIGNATURES or (another_form and leaf.kind.startswith("text/")):
            continue
        if not _decorates(leaf, body):
            yield leaf


def _decorates(leaf: Leaf, body: Body) -> bool:
    """Whether it is a small picture that the page itself shows: RFC 2392."""
    if not leaf.kind.startswith("image/") or leaf.size > _DECORATION or leaf.disposition == "attachment":
        return False
    return leaf.headers.first("content-id").strip("<> ") in body.shown


def _name(raw: bytes, leaf: Leaf) -> str:
    name = leaf.name
    if not name and leaf.kind in {"message/rfc822", "message/global"}:
        subject = read_head(raw[leaf.start : min(leaf.end, leaf.start + 16_384)], 0, 16_384)[0].text(
            "subject"
        )
        name = f"{subject[:_LONGEST_NAME].replace('/', '-')}.eml" if subject else ""
    return safe_name(name) or f"attachment{_ENDINGS.get(leaf.kind, '')}"


def safe_name(name: str) -> str:
    """A file's name that leads nowhere and hides nothing; empty if nothing is left of it."""
    plain = unicodedata.normalize("NFC", one_line(name)).replace("\\", "/").rpartition("/")[2]
    plain = _FORBIDDEN.sub("_", plain).strip(" .")
    if len(plain) <= _LONGEST_NAME:
        return plain
    stem, dot, ending = plain.rpartition(".")
    if not dot or len(ending) > len(".docx.p7m"):
        return plain[:_LONGEST_NAME]
    return f"{stem[: _LONGEST_NAME - len(ending) - 1]}.{ending}"


def _size(limit: int) -> str:
    return f"{limit // _MEGA} MB" if limit >= _MEGA else f"{limit // _KILO} kB"
