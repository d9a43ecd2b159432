"""A PEC network in one process: providers by domain, mailboxes by address, and all that follows a message."""

from collections import deque
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial

from bot.clock import Clock, Ids
from platforms.pec.authority import Authority
from platforms.pec.checks import Limits
from platforms.pec.draft import Draft
from platforms.pec.mail import Dispatch, Mail
from platforms.pec.mailbox import Mailbox, OnMail
from platforms.pec.provider import Provider
from platforms.pec.style import Style
from platforms.pec.trouble import FINE, Trouble

WARN_AFTER, GIVE_UP_AFTER = timedelta(hours=12), timedelta(hours=24)
_TRANSPORT = "posta-certificata"


@dataclass(slots=True)
class _Underway:
    """An envelope that has not reached a recipient: held back or lost."""

    origin: Provider
    dispatch: Dispatch
    recipient: str
    trouble: Trouble
    warned: bool = False
    given_up: bool = False

    @property
    def hopeless(self) -> bool:
        """Whether nothing more will come of it."""
        return self.given_up and _TRANSPORT in self.trouble.lost


@dataclass(slots=True)
class _Held:
    """What waits for Network.release or for its time."""

    mails: list[Mail] = field(default_factory=list)
    envelopes: list[_Underway] = field(default_factory=list)


class Network:
    """Everything happens in `submit`, `ordinary`, `release` and `tend`; nothing by itself.

    Its providers are certified by `authority`. Mail to addresses outside is kept in `outside`, the last 100.
    """

    def __init__(self, authority: Authority, *, clock: Clock, ids: Ids) -> None:
        self.authority = authority
        self.outside: deque[Mail] = deque(maxlen=100)
        self._clock = clock
        self._ids = ids
        self._providers: dict[str, Provider] = {}
        self._mailboxes: dict[str, Mailbox] = {}
        self._held = _Held()
        self._forger: Authority | None = None

    def join(
        self,
        domain: str,
        *,
        name: str = "",
        domains: Sequence[str] = (),
        style: Style | None = None,
        limits: Limits | None = None,
    ) -> Provider:
        """Let a provider join, with a new certificate; its service mailbox is opened."""
        name = name or f"Gestore {domain}"
        credentials = self.authority.certify(f"posta-certificata@{domain}", name)
        provider = Provider(
            domain,
            credentials,
            clock=self._clock,
            ids=self._ids,
            name=name,
            domains=domains,
            style=style,
            limits=limits,
        )
        self._providers |= dict.fromkeys(provider.domains, provider)
        self.open(provider.address)
        return provider

    def open(self, address: str, *, on_mail: OnMail | None = None, quota: int = 200_000_000) -> Mailbox:
        """Open a mailbox, or give the one that is open."""
        fresh = Mailbox(address, on_mail=on_mail, quota=quota)
        return self._mailboxes.setdefault(address.lower(), fresh)

    def mailbox(self, address: str) -> Mailbox | None:
        """Find a mailbox."""
        return self._mailboxes.get(address.lower())

    def provider(self, address: str) -> Provider | None:
        """Find who holds the domain of an address; nobody, where it is not a PEC domain."""
        return self._providers.get(address.rpartition("@")[2].lower())

    async def submit(
        self, sender: str, recipients: Collection[str], message: bytes, trouble: Trouble = FINE
    ) -> Dispatch | None:
        """Take a message from a client, and file all that follows; None if it was not accepted.

        `sender` is the account, and so MAIL FROM. Raises LookupError if nobody holds its domain.
        """
        origin = self.provider(sender)
        if origin is None:
            raise LookupError("no provider holds this domain")
        draft = Draft.of(sender, recipients, message)
        refused = self._refusal(origin, draft, trouble)
        if refused:
            await self._file([refused], trouble)
            return None
        dispatch = origin.take(draft, lambda address: self.provider(address) is not None)
        mails = [self._written(origin, dispatch, "accettazione", Provider.acceptance, trouble)]
        await self._file([*mails, *self._carry(origin, dispatch, trouble)], trouble)
        return dispatch

    async def ordinary(self, sender: str, recipients: Collection[str], message: bytes) -> None:
        """Bring ordinary mail from outside: those who have a PEC mailbox get it in an anomaly envelope."""
        draft = Draft.of(sender, recipients, message)
        holders = [(self.provider(each), each) for each in recipients]
        await self._file(
            [holder.anomaly(draft, each, "posta ordinaria") for holder, each in holders if holder], FINE
        )

    async def release(self) -> None:
        """Hand out all that is late; an envelope that is lost stays lost."""
        held, self._held = self._held, _Held()
        self._held.envelopes = [each for each in held.envelopes if _TRANSPORT in each.trouble.lost]
        await self._file(held.mails, FINE)
        for each in held.envelopes:
            if _TRANSPORT not in each.trouble.lost:
                mails = self._delivered(each.origin, each.dispatch, each.recipient, each.trouble)
                await self._file(mails, each.trouble)

    async def tend(self) -> None:
        """Warn senders of what was not delivered in 12 hours, and tell them after 24 that it will not be."""
        for each in self._held.envelopes:
            age = self._clock() - each.dispatch.at
            if each.given_up or age < WARN_AFTER or (each.warned and age < GIVE_UP_AFTER):
                continue
            each.warned, each.given_up = True, age >= GIVE_UP_AFTER
            pen = partial(Provider.warning, recipient=each.recipient, final=each.given_up)
            kind = "preavviso-errore-consegna"
            warning = self._written(each.origin, each.dispatch, kind, pen, each.trouble)
            await self._file([warning], each.trouble)
        self._held.envelopes = [each for each in self._held.envelopes if not each.hopeless]

    def _refusal(self, origin: Provider, draft: Draft, trouble: Trouble) -> Mail | None:
        if trouble.virus == "leaving":
            return origin.refusal(draft, ["virus di prova"], virus=True)
        faults = origin.faults(draft)
        return origin.refusal(draft, faults) if faults else None

    def _carry(self, origin: Provider, dispatch: Dispatch, trouble: Trouble) -> list[Mail]:
        """Bring the envelope to every recipient, or hold it back."""
        if _TRANSPORT in trouble.late | trouble.lost:
            certified = [each for each, is_certified in dispatch.recipients if is_certified]
            waiting = [_Underway(origin, dispatch, each, trouble) for each in certified]
            self._held.envelopes += waiting
            return []
        recipients = [each for each, _ in dispatch.recipients]
        return [mail for each in recipients for mail in self._delivered(origin, dispatch, each, trouble)]

    def _delivered(
        self, origin: Provider, dispatch: Dispatch, recipient: str, trouble: Trouble
    ) -> list[Mail]:
        write = partial(self._written, trouble=trouble)
        host, box = self.provider(recipient), self.mailbox(recipient)
        envelope = replace(write(origin, dispatch, _TRANSPORT, Provider.transport), recipients=(recipient,))
        if host is None:
            return [envelope]
        if trouble.virus == "arriving":
            return self._infected(origin, host, dispatch, recipient)
        if box is None or not box.fits(len(envelope.raw)):
            error, explained = _failure(host, box)
            pen = partial(Provider.delivery_error, recipient=recipient, error=error, explained=explained)
            return [write(host, dispatch, "errore-consegna", pen)]
        mails = [envelope]
        if host is not origin:
            charge = partial(Provider.taking_charge, recipients=[recipient], to=origin.address)
            mails.append(write(host, dispatch, "presa-in-carico", charge))
        delivery = partial(Provider.delivery, recipient=recipient)
        return [*mails, write(host, dispatch, "avvenuta-consegna", delivery)]

    @staticmethod
    def _infected(origin: Provider, host: Provider, dispatch: Dispatch, recipient: str) -> list[Mail]:
        return [
            host.virus_found(dispatch, [recipient], "virus di prova", origin.address),
            origin.delivery_error(dispatch, recipient, "virus", "5.5.1 - virus di prova"),
        ]

    def _written(
        self,
        provider: Provider,
        dispatch: Dispatch,
        kind: str,
        pen: Callable[[Provider, Dispatch], Mail],
        trouble: Trouble,
    ) -> Mail:
        return trouble.write(provider, dispatch, kind, pen, self._forged)

    def _forged(self, provider: Provider) -> Provider:
        """Make the same provider, certified by somebody who calls himself like the authority."""
        self._forger = self._forger or self.authority.impostor()
        return provider.signing_with(self._forger.certify(provider.address, provider.desk.name))

    async def _file(self, mails: Iterable[Mail], trouble: Trouble) -> None:
        """File mails as the trouble has it: in order or backwards, now or later, once, twice or never."""
        ordered = list(mails)
        for mail in reversed(ordered) if trouble.backwards else ordered:
            for _ in range(trouble.times(mail.kind)):
                if mail.kind in trouble.late and mail.kind != _TRANSPORT:
                    self._held.mails.append(mail)
                else:
                    await self._put(mail)

    async def _put(self, mail: Mail) -> None:
        for recipient in mail.recipients:
            box = self.mailbox(recipient)
            if box is None:
                self.outside.append(replace(mail, recipients=(recipient,)))
            else:
                await box.file(mail, self._clock())


def _failure(host: Provider, box: Mailbox | None) -> tuple[str, str]:
    """Say why a mailbox cannot be delivered to, as providers do."""
    if box is None:
        return "no-dest", f"5.1.1 - {host.desk.name} - indirizzo non valido"
    return "altro", f"5.2.2 - {host.desk.name} - casella piena"
