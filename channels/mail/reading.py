"""Bytes become a letter: `read_mail(raw, bounds, me) -> Letter`.

Whatever the bytes, it returns and never raises: a mail that is broken, or beyond the bounds, comes back as
a letter whose `silence` is POISON, with an external id, and with its sender and thread where they were found.
`read_oversize` makes such a letter of a mail that is too large to be fetched at all.
"""

import re

from channels.mail.bodies import read_body
from channels.mail.enclosures import enclosed
from channels.mail.headers import Headers, Unreadable, read_head
from channels.mail.identity import external_id, unread_id
from channels.mail.letter import Letter, Silence
from channels.mail.mailbox import Bounds, Mailbox
from channels.mail.mime import find_leaves
from channels.mail.own_words import all_words, own_words
from channels.mail.senders import sender_of
from channels.mail.silence import judge
from channels.mail.threads import LONGEST_SUBJECT, answers_one, context_of

_PART_HEADER = 65_536  # bytes
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})?(?![A-Za-z0-9-])")


def read_mail(raw: bytes, bounds: Bounds, me: Mailbox) -> Letter:
    """Read a mail as it came, header and body."""
    if len(raw) > bounds.mail:
        return read_oversize(raw[: bounds.headers], len(raw), bounds, me)
    try:
        return parse_mail(raw, bounds, me)
    except Unreadable as problem:
        return _set_aside(raw, len(raw), bounds, me, str(problem))
    except Exception as fault:  # noqa: BLE001 - a fault of ours sets this mail aside, it does not stop the mailbox
        return _set_aside(raw, len(raw), bounds, me, f"fault:{type(fault).__name__}")


def read_oversize(beginning: bytes, size: int, bounds: Bounds, me: Mailbox) -> Letter:
    """Set aside a mail of `size` bytes, of which its header is here, or as much as was fetched."""
    return _set_aside(beginning, size, bounds, me, "size")


def parse_mail(raw: bytes, bounds: Bounds, me: Mailbox) -> Letter:
    """As read_mail, for a mail of allowed size; raises Unreadable for one that must be set aside."""
    if b"\n" not in raw:  # an old machine's line ends
        raw = raw.replace(b"\r", b"\n")
    headers, start = read_head(raw, 0, bounds.headers)
    sender = sender_of(headers.all("from"))
    silence, detail = judge(headers, sender, me)
    subject = headers.text("subject")[:LONGEST_SUBJECT]
    leaves = find_leaves(raw, headers, start, bounds.parts, _PART_HEADER)
    words = own_words if answers_one(headers, subject) else all_words
    body = read_body(raw, leaves, bounds.text)
    files, refused = enclosed(raw, leaves, body, bounds)
    return Letter(
        external_id(headers, raw[start:]),
        sender,
        subject,
        words(body.text)[: bounds.text],
        files,
        refused,
        context_of(headers),
        _language(headers),
        silence,
        detail,
    )


def _language(headers: Headers) -> str:
    for name in ("content-language", "accept-language"):
        if match := _LANGUAGE.match(headers.first(name)):
            return match[0]
    return ""


def _set_aside(raw: bytes, size: int, bounds: Bounds, me: Mailbox, detail: str) -> Letter:
    """Make a letter of what can be known of a mail that is not read."""
    beginning = raw[: bounds.headers]
    try:
        headers, _ = read_head(beginning, 0, bounds.headers)
    except Unreadable:
        headers = Headers()
    sender = sender_of(headers.all("from"))
    return Letter(
        unread_id(headers, beginning, size),
        sender,
        headers.text("subject")[:LONGEST_SUBJECT],
        context=context_of(headers),
        silence=Silence.POISON,
        detail=detail,
        owed=judge(headers, sender, me)[0] is Silence.NONE,
    )
