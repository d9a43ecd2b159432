"""A part becomes a mail: `write_mail(part, me, at) -> bytes`, under the id that `message_id` foretells."""

from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from bot.message import Part, Priority
from channels.mail.mailbox import Mailbox


def message_id(part: Part, me: Mailbox) -> str:
    """The Message-ID of a part, the same for every attempt to send it: `<key@our domain>`."""
    return f"<{part.key}@{me.domain}>"


def write_mail(part: Part, me: Mailbox, at: datetime) -> bytes:
    """Write a part as a mail, lines ending in CRLF: the same bytes for the same part and moment.

    Raises SendRefused if its recipient is no address that a mail can carry.
    """
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Date"] = me.address, part.to, format_datetime(at)
    mail["Message-ID"] = message_id(part, me)
    mail["Subject"] = f"Re: {part.context.get('subject', '')}".strip()
    mail["Auto-Submitted"] = "auto-replied" if part.priority is Priority.REPLY else "auto-generated"
    mail.set_content(part.text)
    return mail.as_bytes()
