"""A script's letter as a mail: its first line is the subject, and the mail channel reads and writes it."""

import re
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, default

from bot.message import Inbound, Part, Traits
from channels.mail.mail import TRAITS
from channels.mail.mailbox import Bounds, Mailbox
from channels.mail.reading import read_mail
from channels.mail.writing import write_mail
from sportello.settings import Settings
from sportello.settings.mailbox import Mailbox as Group
from sportello.transcripts.ways import Said

_ADDRESS = "sportello@comune.example.it"  # of a counter whose settings name none
_MEGABYTE = 1_000_000
_STRANGE = re.compile(r"[^a-z0-9-]+")  # to an address
_ANY_DAY = datetime(2026, 1, 1, tzinfo=UTC)  # which no reader of a subject sees


class MailWay:
    """E-mail to the address of the settings."""

    domain = "example.org"

    def __init__(self, settings: Settings, group: Group | None = None) -> None:
        group = group or settings.mail
        self._me = Mailbox(group.address or _ADDRESS, group.name or settings.city.name)
        self._bounds = Bounds(mail=group.largest_megabytes * _MEGABYTE, file=group.file_megabytes * _MEGABYTE)

    @property
    def traits(self) -> Traits:
        """The mail channel's own."""
        return TRAITS

    def address(self, person: str) -> str:
        """At a domain that nobody has (RFC 2606)."""
        return f"{_STRANGE.sub('.', person.lower()).strip('.') or 'citizen'}@{self.domain}"

    async def read(self, said: Said) -> Inbound | None:
        """Read the mail that a program would have made of it; a person's button is not in a mail."""
        letter = read_mail(self.written(said), self._bounds, self._me)
        return letter.inbound(TRAITS.kind, said.at) if letter.answerable else None

    def heading(self, part: Part) -> str:
        """The subject, as it is read from the mail that would leave."""
        mail = message_from_bytes(write_mail(part, self._me, _ANY_DAY), policy=default)
        return f"Subject: {mail['Subject']}"

    def written(self, said: Said) -> bytes:
        """The mail of what was said."""
        subject, _, body = said.text.partition("\n")
        mail = EmailMessage(policy=SMTP)
        mail["From"] = self.address(said.person)
        mail["To"] = self._me.address
        mail["Subject"] = subject
        mail["Date"] = said.at
        mail["Message-ID"] = f"<{said.id}@mail.example.org>"
        mail.set_content(body)
        for file in said.files:
            kind, _, sub = file.media_type.partition("/")
            mail.add_attachment(file.content, kind, sub, filename=file.name)
        return mail.as_bytes()
