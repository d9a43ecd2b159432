"""A part becomes a mail: `write_mail(part, me, at) -> bytes`, under the id that `message_id` foretells.

Every byte is written here: nothing that came from outside reaches a header but as a word that was read and
bounded, or encoded, so that no text can add a field, a recipient or a part.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from email.utils import format_datetime
from hashlib import sha256
from urllib.parse import quote

from bot.bulk import SUBJECT
from bot.errors import SendRefused
from bot.message import Part, Priority
from channels.mail.content import file_piece, mixed, text_piece
from channels.mail.headers import one_line
from channels.mail.mailbox import Mailbox
from channels.mail.senders import is_address
from channels.mail.silence import MARK
from channels.mail.threads import answering, bounded, ids_in
from channels.mail.words import phrase, unstructured

_DIGEST = 16  # hexadecimal digits
_KEY = re.compile(r"[A-Za-z0-9-]{1,100}")


def message_id(part: Part, me: Mailbox) -> str:
    """The Message-ID of a part, the same at every attempt: `<key.digest@our domain>`.

    The digest, of whom it goes to, what it answers and what it says, keeps apart two parts of one key: a
    counter that began anew with an empty store counts from one again, a message that was put back is answered
    anew, and a mailbox may drop what has an id that it knows.
    """
    about = "\n".join((part.key, part.to, part.context.get("message_id", ""), part.text))
    digest = sha256(about.encode("utf-8", "replace")).hexdigest()
    key = part.key if _KEY.fullmatch(part.key) else "part"
    return f"<{key}.{digest[:_DIGEST]}@{me.domain}>"


def write_mail(part: Part, me: Mailbox, at: datetime, extra: Sequence[str] = ()) -> bytes:
    """Write a part as a mail, lines ending in CRLF: the same bytes for the same part and moment.

    `extra` are whole fields, in ASCII, that a network wants beside the usual ones. Raises SendRefused if
    its recipient is no address that a mail can carry.
    """
    if not is_address(part.to):
        raise SendRefused("address:invalid")
    own_id = message_id(part, me)
    text, files = text_piece(part.text), [file_piece(file) for file in part.files]
    body = mixed([text, *files], own_id) if files else text
    name = one_line(me.name)
    fields = [
        f"From: {phrase(name, len('From: '))}\r\n <{me.address}>" if name else f"From: {me.address}",
        f"To: {part.to}",
        f"Subject: {unstructured(subject_of(part, me), len('Subject: '))}",
        f"Date: {format_datetime(at)}",
        f"Message-ID: {own_id}",
        *_thread(part),
        *_manners(part, me),
        *_way_out(part, me),
        *extra,
        "MIME-Version: 1.0",
        *body.fields,
    ]
    return _lines(fields) + body.content


def subject_of(part: Part, me: Mailbox) -> str:
    """Answer to the subject of the thread; what opens one is headed by our name, a broadcast by its title."""
    subject = one_line(part.context.get(SUBJECT, ""))
    if part.priority is Priority.BULK and subject:
        return subject
    answered = subject or part.context.get("message_id")
    return answering(subject or me.name or me.domain) if answered else one_line(me.name) or me.domain


def _thread(part: Part) -> Iterator[str]:
    """RFC 5322, 3.6.4: the mail that is answered, and all before it; each id on a line of its own."""
    asked = ids_in(part.context.get("message_id", ""))[:1]
    if not asked:
        return
    before = [each for each in ids_in(part.context.get("references", "")) if each not in asked]
    yield f"In-Reply-To: {asked[0]}"
    yield "References: " + "\r\n ".join(bounded([*before, *asked]))


def _manners(part: Part, me: Mailbox) -> Iterator[str]:
    """RFC 3834 section 5, and what keeps programs that never read it from answering."""
    replied = part.priority is Priority.REPLY and "message_id" in part.context
    yield f"Auto-Submitted: {'auto-replied' if replied else 'auto-generated'}"
    yield "X-Auto-Response-Suppress: OOF, AutoReply"
    yield f"{MARK}: {me.domain}"


def _way_out(part: Part, me: Mailbox) -> Iterator[str]:
    """RFC 2369 section 3.2: how to have no more of what goes to many, by a mail that says so in our own word.

    Without an address of the web one click alone cannot do it (RFC 8058 section 3.1).
    """
    if part.priority is Priority.BULK:
        yield f"List-Unsubscribe: <mailto:{quote(me.address, safe='@')}?subject=STOP>"


def _lines(fields: list[str]) -> bytes:
    return "\r\n".join([*fields, "", ""]).encode("ascii")
