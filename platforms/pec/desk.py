"""Where a provider writes: its name, key, habits and clock, and how a mail is made of what is certified."""

from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from hashlib import sha256

from bot.clock import Clock, Ids
from platforms.pec.authority import Credentials
from platforms.pec.daticert import Daticert
from platforms.pec.draft import Draft
from platforms.pec.letter import Header, Letter
from platforms.pec.mail import Dispatch, Mail
from platforms.pec.style import Style
from platforms.pec.wording import VIRUS, Wording


@dataclass(frozen=True, slots=True)
class Desk:
    """One provider's; `domain` is that of its service mailbox, `name` what it calls itself."""

    domain: str
    name: str
    credentials: Credentials
    clock: Clock
    ids: Ids
    style: Style

    @property
    def address(self) -> str:
        """The service mailbox, from which everything comes."""
        return f"posta-certificata@{self.domain}"

    def now(self) -> datetime:
        """The time of now, in whole seconds, as everything here is dated."""
        return self.clock().replace(microsecond=0)

    def dispatch(self, draft: Draft, recipients: tuple[tuple[str, bool], ...]) -> Dispatch:
        """Give a message an identifier."""
        return Dispatch(draft, self.identifier(), draft.text("Message-ID").strip(), recipients, self.now())

    def identifier(self) -> str:
        """Draw a new Message-ID, without its angle brackets."""
        return f"opec.{self.now():%Y%m%d%H%M%S}.{self.ids()}@{self.domain}"

    def data(self, kind: Wording, dispatch: Dispatch, error: str = "nessuno") -> Daticert:
        """Certify what is the same in all receipts of one dispatch, as of now."""
        draft = dispatch.draft
        return Daticert(
            kind=kind.kind,
            error=error,
            sender=draft.sender,
            recipients=dispatch.recipients,
            replies=", ".join(draft.addresses("Reply-To")) or draft.sender,
            subject=draft.text("Subject"),
            provider=self.name,
            at=self.now(),
            identifier=dispatch.identifier,
            reference=dispatch.reference,
        )

    def receipt(
        self,
        kind: Wording,
        dispatch: Dispatch,
        data: Daticert,
        *,
        to: str = "",
        more: Header = (),
        enclosed: bytes | None = None,
    ) -> Mail:
        """Write a receipt, to the sender or to another provider."""
        to = to or dispatch.sender
        unsafe = kind.virus and kind is not VIRUS
        header: Header = (
            ("Subject", kind.prefix.encode() + dispatch.draft.line("Subject")),
            *reference(dispatch),
            ("Date", self.date()),
            ("Message-ID", f"<{self.identifier()}>"),
            ("To", to),
            ("X-Ricevuta", kind.kind),
            *([("X-VerificaSicurezza", "errore")] if unsafe else []),
            *more,
            *self.writer(self.address),
        )
        return Mail(kind.kind, self.address, (to,), self.sealed(kind, header, data, enclosed))

    def sealed(
        self, kind: Wording, header: Header, data: Daticert, enclosed: bytes | None, *, certified: bool = True
    ) -> bytes:
        """Write a mail; what is not certified has no daticert.xml."""
        text = kind.fill(
            day=f"{data.at:%d/%m/%Y}",
            time=f"{data.at:%H:%M:%S}",
            zone=f"{data.at:%z}",
            subject=data.subject,
            sender=data.sender,
            recipients="\n".join(each for each, _ in data.recipients),
            about=data.about,
            reason=data.explained,
            identifier=data.identifier,
        )
        xml = data.xml(doctype=self.style.doctype) if certified else None
        mark = sha256(self.ids().encode()).hexdigest()[:32]
        return Letter(text, xml, enclosed, mark).sealed(header, self.credentials, self.style, data.at)

    def date(self) -> str:
        """The value of Date."""
        return format_datetime(self.now())

    def writer(self, value: str) -> Header:
        """Write From; Sender is asked for by RFC 6109 section 2.1 and left out by everybody."""
        sender: Header = (("Sender", value),) if self.style.named_sender else ()
        return (("From", value), *sender)


def reference(dispatch: Dispatch) -> Header:
    """Refer to the client's own Message-ID, if it gave one."""
    return (("X-Riferimento-Message-ID", dispatch.reference),) if dispatch.reference else ()
