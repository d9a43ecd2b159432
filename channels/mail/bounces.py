"""What a bounce says of which mail of ours: the report of a server that gave up (RFC 3464)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.parser import BytesHeaderParser, HeaderParser
from email.policy import compat32

_READ = 1_000_000  # bytes: a report is short, but the mail that it brings back may be long
_MESSAGE_ID = re.compile(r"<[^<>\s]{3,250}>")
_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
_BLANK = re.compile(r"\r?\n[ \t]*\r?\n")
_FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Bounce:
    """A mail of ours that did not arrive: its Message-ID, and the enhanced code (`5.1.1`) if there is one."""

    message_id: str
    code: str


def read_bounce(raw: bytes) -> Bounce | None:
    """Read a delivery report; None if it is none, tells of no failure, or does not name the mail.

    Never raises. The Message-ID is that of the mail that the report brings back, whoever wrote it: whether
    it is one of ours is for the outbox to say.
    """
    try:
        report = message_from_bytes(raw[:_READ], policy=compat32)
        if report.get_content_type() != "multipart/report" or not report.is_multipart():
            return None
        parts = [part for part in report.get_payload() if isinstance(part, Message)]
        code = _failure(parts)
        name = _returned(parts)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None
    return Bounce(name, code) if name and code is not None else None


def _failure(parts: list[Message]) -> str | None:
    """Find a recipient whose action is "failed", and its code; None if every other is only delayed."""
    for part in parts:
        if part.get_content_type() in ("message/delivery-status", "message/global-delivery-status"):
            for block in _blocks(part):
                if str(block.get("Action", "")).strip().lower() == _FAILED:
                    found = _STATUS.search(str(block.get("Status", "")))
                    return found[0] if found else ""
    return None


def _blocks(status: Message) -> Iterator[Message]:
    """Cut a status into what it says of the server and of each recipient.

    Python does so for one of its two types; of the other it reads the first block as a mail, the rest as
    the mail's text.
    """
    blocks = status.get_payload()
    for block in blocks if isinstance(blocks, list) else []:
        if isinstance(block, Message):
            yield block
            text = block.get_payload()
            for piece in _BLANK.split(text) if isinstance(text, str) else []:
                yield HeaderParser().parsestr(piece.lstrip())


def _returned(parts: list[Message]) -> str:
    """Find the Message-ID of the mail that is brought back, whole or by its header alone."""
    for part in parts:
        kind = part.get_content_type()
        if kind in ("message/rfc822", "message/global"):
            inner = part.get_payload()
            head: Message | None = inner[0] if isinstance(inner, list) and inner else None  # type: ignore[assignment] # a list of messages
        elif kind in ("text/rfc822-headers", "message/global-headers"):
            content = part.get_payload(decode=True)
            head = BytesHeaderParser().parsebytes(content) if isinstance(content, bytes) else None
        else:
            continue
        found = _MESSAGE_ID.search(str(head.get("Message-ID", ""))) if head is not None else None
        if found:
            return found[0]
    return ""
