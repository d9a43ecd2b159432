"""Enters what leaves by PEC in the register, and writes Segnatura.xml where there is a certificate."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import tzinfo
from hashlib import sha256

from bot.clock import Clock
from bot.errors import Misconfigured, SendDelayed, SendRefused, StoreUnavailable
from bot.message import Entry, File, Part
from channels.mail.headers import one_line
from channels.mail.mailbox import Mailbox
from channels.mail.writing import message_id, subject_of
from channels.pec.segnatura import Document, Recipient, Segnatura, Signer, check_codes, write_segnatura
from sportello.networks.pec_sheet import REGISTERED
from sportello.settings import Settings
from storage.register import Direction, Registration, SealedOtherwise, SqlRegister

_TEXT = "messaggio.txt"  # what Segnatura calls the text of the mail itself, where no file is the document


@dataclass(frozen=True, slots=True)
class Office:
    """Who the municipality is in Segnatura.xml: its name, its codes in the index (IPA), and its seal."""

    name: str
    administration: str
    area: str
    register: str
    signer: Signer


def office_of(settings: Settings, clock: Clock) -> Office | None:
    """Read the municipality's certificate; None if none is set. Blocks; raises Misconfigured."""
    group = settings.register
    if group.certificate is None:
        return None
    check_codes(group.administration, group.area, group.code)
    try:
        data = group.certificate.read_bytes()
    except OSError:
        raise Misconfigured(f"[register] certificate: there is no file {group.certificate}") from None
    signer = Signer.load(data, group.certificate_password.get_secret_value(), clock())
    return Office(settings.city.name, group.administration, group.area, group.code, signer)


class PecRegistrar:
    """Implements channels.pec.pec.Registrar over the register in the database."""

    def __init__(self, register: SqlRegister, me: Mailbox, office: Office | None, zone: tzinfo) -> None:
        self._register = register
        self._zone = zone
        self._me = me
        self._office = office

    async def enter(self, part: Part) -> Sequence[File]:
        """Give a part its number; Segnatura.xml, unless the certificate is out of date."""
        with _nothing_has_left():
            found = await self._register.enter(await self._registration(part))
        entry = replace(found, at=found.at.astimezone(self._zone))
        office = self._office
        if office is None or not office.signer.valid_at(entry.at):
            return ()
        content = write_segnatura(self._facts(office, part, entry), office.signer, entry.at)
        return (File("Segnatura.xml", "application/xml", content),)

    async def seal(self, part: Part, mail: bytes) -> None:
        """Note the hash of what leaves; refused are bytes that are not those which the entry stands for."""
        with _nothing_has_left():
            await self._register.seal(self._key(part), sha256(mail).hexdigest())

    async def _registration(self, part: Part) -> Registration:
        answered = part.context.get(REGISTERED, "")
        asked = await self._register.known(f"{part.channel}:{answered}") if answered else None
        return Registration(
            self._key(part),
            Direction.OUT,
            self._me.address,
            (part.to,),
            one_line(subject_of(part, self._me)),
            message_id(part, self._me),
            answers=asked.text if asked else "",
            enclosed=tuple((file.name, file.sha256) for file in part.files),
        )

    def _key(self, part: Part) -> str:
        """By its Message-ID: a second answer under the same key is another letter."""
        return f"{part.channel}:{message_id(part, self._me)}"

    def _facts(self, office: Office, part: Part, entry: Entry) -> Segnatura:
        text = Document(_TEXT, "text/plain", sha256(part.text.encode("utf-8", "replace")).hexdigest())
        files = [Document(file.name, file.media_type, file.sha256) for file in part.files]
        primary, *others = files or [text]
        return Segnatura(
            office.administration,
            office.area,
            office.register,
            entry.number,
            entry.at.date(),
            one_line(subject_of(part, self._me)),
            office.name,
            (Recipient(part.to),),
            primary,
            tuple(others),
            self._me.address,
        )


@contextmanager
def _nothing_has_left() -> Iterator[None]:
    """Say what the register's errors mean to a sending that has not begun: later, or never."""
    try:
        yield
    except SealedOtherwise:
        raise SendRefused("register:other-bytes") from None
    except StoreUnavailable:
        raise SendDelayed("register:away") from None
