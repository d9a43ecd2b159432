"""Writes a PEC as a made-up citizen's mail program does."""

import re
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from channels.mail.threads import ids_in
from channels.sandbox import Posting

_PLAIN = "application/octet-stream"
_FILE = re.compile(r"(?:application|audio|font|image|model|text|video)/[a-z0-9][a-z0-9.+-]{0,60}")


def name_of(posting: Posting) -> str:
    """The Message-ID that the citizen's program gives it: what its receipts refer to."""
    return f"<{posting.id}@{posting.sender.rpartition('@')[2]}>"


def write_letter(posting: Posting, to: str, at: datetime) -> bytes:
    """Write it, lines ending in CRLF; `posting` is one that channels.sandbox takes."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = Address(addr_spec=posting.sender)
    mail["To"] = Address(addr_spec=to)
    mail["Subject"] = posting.subject
    mail["Date"] = at
    mail["Message-ID"] = name_of(posting)
    if answered := ids_in(posting.thread)[:1]:
        mail["In-Reply-To"] = mail["References"] = answered[0]
    mail["X-TipoRicevuta"] = "breve"  # a complete receipt would bring every file back
    mail.set_content(posting.text)
    for file in posting.files:
        kind, _, subtype = _media_type(file.media_type).partition("/")
        mail.add_attachment(file.content, maintype=kind, subtype=subtype, filename=file.name)
    return mail.as_bytes()


def _media_type(said: str) -> str:
    """What a browser says of a file is anybody's text; a mail within a mail would be taken apart."""
    return said if _FILE.fullmatch(said) else _PLAIN
