"""A provider of certified mail (gestore): every envelope and receipt that it writes (RFC 6109 section 3)."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.clock import Clock, Ids
from platforms.pec import wording
from platforms.pec.authority import Credentials
from platforms.pec.checks import Limits, faults
from platforms.pec.desk import Desk, reference
from platforms.pec.draft import Draft, joined
from platforms.pec.hashed import hashed
from platforms.pec.letter import Header
from platforms.pec.mail import Dispatch, Mail
from platforms.pec.style import Style

# What an envelope says itself; the other fields it takes over from the message (section 2.1.1).
_OWN = frozenset(
    {
        *(
            "subject",
            "from",
            "sender",
            "reply-to",
            "message-id",
            "date",
            "mime-version",
            "return-path",
            "bcc",
        ),
        *("x-riferimento-message-id", "x-trasporto", "x-tiporicevuta"),
    }
)
_PLAIN = frozenset({"received", "to", "cc", "in-reply-to", "references"})


class Provider:
    """One provider, known by its domain; signs as posta-certificata@domain.

    `domains` are those whose mailboxes it holds, beside its own. Whatever it writes carries the clock's time.
    """

    def __init__(
        self,
        domain: str,
        credentials: Credentials,
        *,
        clock: Clock,
        ids: Ids,
        name: str = "",
        domains: Sequence[str] = (),
        style: Style | None = None,
        limits: Limits | None = None,
    ) -> None:
        name = name or f"Gestore {domain} S.p.A."
        self.desk = Desk(domain, name, credentials, clock, ids, style or Style())
        self.domains = (domain, *domains)
        self.limits = limits or Limits()

    @property
    def address(self) -> str:
        """Its service mailbox, from which everything comes."""
        return self.desk.address

    def signing_with(self, credentials: Credentials) -> "Provider":
        """Make the same provider with another's key: what a forger would be."""
        desk = self.desk
        return Provider(
            desk.domain,
            credentials,
            clock=desk.clock,
            ids=desk.ids,
            name=desk.name,
            domains=self.domains[1:],
            style=desk.style,
            limits=self.limits,
        )

    def faults(self, draft: Draft) -> tuple[str, ...]:
        """Say why it does not take a message; nothing if it does."""
        return faults(draft, self.limits)

    def take(self, draft: Draft, certified: Callable[[str], bool]) -> Dispatch:
        """Give a message its identifier; `certified` knows which addresses are in a PEC domain."""
        return self.desk.dispatch(draft, tuple((each, certified(each)) for each in draft.recipients))

    def transport(self, dispatch: Dispatch) -> Mail:
        """Wrap the message: the transport envelope (busta di trasporto), for all its recipients."""
        desk, draft = self.desk, dispatch.draft
        header: Header = (
            *self._inherited(draft),
            ("Subject", wording.TRANSPORT.prefix.encode() + draft.line("Subject")),
            *reference(dispatch),
            ("Date", desk.date()),
            ("Reply-To", draft.line("Reply-To") or draft.sender),
            ("X-Trasporto", "posta-certificata"),
            *desk.writer(f'"Per conto di: {draft.sender}" <{desk.address}>'),
            ("X-TipoRicevuta", dispatch.receipt),
            ("Message-ID", f"<{dispatch.identifier}>"),
        )
        data = replace(desk.data(wording.TRANSPORT, dispatch), receipt=dispatch.receipt)
        raw = desk.sealed(wording.TRANSPORT, header, data, original(dispatch))
        return Mail(data.kind, draft.sender, draft.recipients, raw)

    def acceptance(self, dispatch: Dispatch) -> Mail:
        """Confirm to the sender that the message was taken (ricevuta di accettazione)."""
        data = replace(self.desk.data(wording.ACCEPTANCE, dispatch), receipt=dispatch.receipt)
        return self.desk.receipt(wording.ACCEPTANCE, dispatch, data)

    def refusal(self, draft: Draft, reasons: Sequence[str], *, virus: bool = False) -> Mail:
        """Refuse a message, for its form or for a virus (avviso di non accettazione)."""
        kind, error = (wording.REFUSAL_VIRUS, "virus") if virus else (wording.REFUSAL, "altro")
        dispatch = self.desk.dispatch(draft, tuple((each, True) for each in draft.recipients))
        data = replace(self.desk.data(kind, dispatch, error), explained="; ".join(reasons))
        return self.desk.receipt(kind, dispatch, data)

    def taking_charge(self, dispatch: Dispatch, recipients: Sequence[str], to: str) -> Mail:
        """Tell the sender's provider, at its service mailbox, that an envelope is here (presa in carico)."""
        data = replace(self.desk.data(wording.TAKING_CHARGE, dispatch), received=tuple(recipients))
        return self.desk.receipt(wording.TAKING_CHARGE, dispatch, data, to=to)

    def delivery(self, dispatch: Dispatch, recipient: str) -> Mail:
        """Confirm that it is in the mailbox (avvenuta consegna), by the receipt that is due."""
        kind = dispatch.receipt_for(recipient)
        data = replace(self.desk.data(wording.DELIVERY, dispatch), receipt=kind, about=recipient)
        enclosed = None if kind == "sintetica" else original(dispatch)
        if enclosed and kind == "breve":
            enclosed = hashed(enclosed)
        more = (("X-TipoRicevuta", kind),)
        return self.desk.receipt(wording.DELIVERY, dispatch, data, more=more, enclosed=enclosed)

    def delivery_error(self, dispatch: Dispatch, recipient: str, error: str, explained: str) -> Mail:
        """Say that it will not be delivered to one recipient (avviso di mancata consegna).

        `error` is the norm's word: no-dest, no-dominio, altro; or virus, which the sender's provider
        says. `explained` begins with an enhanced status code (RFC 3463), as real ones do.
        """
        kind = wording.DELIVERY_ERROR_VIRUS if error == "virus" else wording.DELIVERY_ERROR
        data = replace(self.desk.data(kind, dispatch, error), about=recipient, explained=explained)
        return self.desk.receipt(kind, dispatch, data)

    def warning(self, dispatch: Dispatch, recipient: str, *, final: bool = False) -> Mail:
        """Say that there is no delivery yet (after 12 hours), or will be none (after 24): preavviso."""
        text = wording.NEVER if final else wording.NOT_YET
        data = replace(self.desk.data(wording.WARNING, dispatch, "altro"), about=recipient, explained=text)
        return self.desk.receipt(wording.WARNING, dispatch, data)

    def virus_found(self, dispatch: Dispatch, recipients: Sequence[str], virus: str, to: str) -> Mail:
        """Tell the sender's provider of a virus in its envelope (rilevazione virus); no user ever sees it."""
        data = self.desk.data(wording.VIRUS, dispatch, "virus")
        data = replace(data, received=tuple(recipients), explained=virus)
        return self.desk.receipt(
            wording.VIRUS, dispatch, data, to=to, more=(("X-Mittente", dispatch.sender),)
        )

    def anomaly(self, draft: Draft, recipient: str, reason: str) -> Mail:
        """Wrap ordinary or malformed mail (busta di anomalia): nothing in it is certified."""
        desk = self.desk
        header: Header = (
            *self._inherited(draft),
            ("X-Trasporto", "errore"),
            ("Subject", wording.ANOMALY.prefix.encode() + draft.line("Subject")),
            *desk.writer(f'"Per conto di: {draft.sender}" <{desk.address}>'),
            ("Reply-To", draft.line("Reply-To") or draft.sender),
            ("Date", desk.date()),
            ("Message-ID", draft.line("Message-ID") or f"<{desk.identifier()}>"),
        )
        told = desk.data(wording.ANOMALY, desk.dispatch(draft, ((recipient, False),)))
        told = replace(told, explained=reason)
        raw = desk.sealed(wording.ANOMALY, header, told, draft.raw, certified=False)
        return Mail(told.kind, draft.sender, (recipient,), raw)

    def _inherited(self, draft: Draft) -> Header:
        """The fields of the message that its envelope takes over, whatever they claim."""
        return [
            (raw.partition(b":")[0].decode("latin-1"), raw.partition(b":")[2].strip())
            for name, raw in draft.split[0]
            if name in _PLAIN
            or (self.desk.style.planted and name not in _OWN and not name.startswith("content-"))
        ]


def original(dispatch: Dispatch) -> bytes:
    """Write postacert.eml: the message as it came, but for its Message-ID, to which it then refers."""
    fields, body = dispatch.draft.split
    kept = [field for field in fields if field[0] not in ("message-id", "x-riferimento-message-id")]
    own = [("message-id", b"Message-ID: <%b>" % dispatch.identifier.encode())]
    if dispatch.reference:
        own.append(("", b"X-Riferimento-Message-ID: " + dispatch.reference.encode()))
    return joined((*kept, *own), body)
