"""One mail of a PEC mailbox in hand: what arrived, what its envelope proves, and what is made of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from hashlib import sha256

from bot.message import Assurance, File, Inbound
from channels.mail.arrived import LARGE, STUCK, Arrived
from channels.mail.headers import Headers, Unreadable, read_head
from channels.mail.identity import external_id, unread_id
from channels.mail.letter import Letter
from channels.mail.mailbox import Bounds, Mailbox
from channels.mail.threads import ids_in
from channels.pec.envelope import Envelope, Verdict
from storage.receipts import PostalReceipt
from storage.register_records import Direction, Registration

_LONGEST_SUBJECT = 2_000  # characters of it that the register keeps: nobody reads more, and it is printed
REGISTERED = (
    "registered"  # in the context of an answer: the name under which the register has what it answers
)
_CLAIM = "posta-certificata"  # X-Trasporto of a transport envelope, RFC 6109 section 3.1.5


@dataclass(frozen=True, slots=True)
class PecRead:
    """A mail as it was read: with no `reason` it is to be answered.

    `registration` is for what the register takes, `receipt` for what speaks of a message of ours. `owed`: its
    sender waits for a word, although it could not be read.
    """

    inbound: Inbound
    reason: str = ""
    detail: str = ""
    parked: bool = False
    owed: bool = False
    registration: Registration | None = None
    receipt: PostalReceipt | None = None

    @property
    def answerable(self) -> bool:
        """Whether something of ours may leave because of it."""
        return self.owed or not self.reason


@dataclass(frozen=True, slots=True)
class Terms:
    """Whose mailbox it is, how much of a mail is read, and in how many days an answer is due."""

    channel: str
    me: Mailbox
    bounds: Bounds
    answer_days: int = 30


@dataclass(frozen=True)
class Sheet:
    """A mail with its envelope; `now` is when it is read."""

    terms: Terms
    mail: Arrived
    envelope: Envelope
    now: datetime

    @property
    def outer(self) -> Headers:
        """The header as it came: the provider's, with much of the sender's in it, all unsigned."""
        return head_of(self.mail.raw, self.terms.bounds)[0]

    @property
    def claims(self) -> bool:
        """Whether the header says that it is a certified message; by equality, never a part of a word."""
        return self.outer.first("x-trasporto").lower() == _CLAIM and not self.outer.has("x-ricevuta")

    @cached_property
    def name(self) -> str:
        """The id that its bytes give it: nobody can take it for another mail.

        The register knows a mail by it, whatever was believed of it: one that is read again after another
        authority came to be trusted keeps its number.
        """
        headers, start = head_of(self.mail.raw, self.terms.bounds)
        if self.mail.why not in {LARGE, STUCK}:
            return external_id(headers, self.mail.raw[start:])
        return unread_id(headers, self.mail.raw, self.mail.size) if self.mail.raw else self.mail.name

    @property
    def assurance(self) -> Assurance:
        """What is proven of it, for staff and for the engine to see."""
        proof = self.envelope.proof
        reasons = proof.reasons or ((self.mail.why,) if self.mail.why else ())
        verdict = proof.verdict.value if self.mail.whole else "unverified"
        if verdict == Verdict.VERIFIED.value and not self.envelope.verified:
            verdict = Verdict.NONE.value  # a seal round ordinary mail (anomalia) proves nothing of its sender
        return Assurance(verdict, reasons, proof.signer, self.envelope.at or proof.signed_at)

    def inbound(self, letter: Letter, **proven: object) -> Inbound:
        """Make the message of it; what is proven takes the place of what was written."""
        zone = self.now.tzinfo
        at = self.mail.arrived_at.astimezone(zone) if self.mail.arrived_at else self.now
        original = File("mail.eml", "message/rfc822", self.mail.raw) if self.mail.raw else None
        made = letter.inbound(self.terms.channel, at, original)
        name = proven.pop("external_id", "") or self.name
        return replace(made, **{"external_id": name, "assurance": self.assurance, **proven})  # type: ignore[arg-type] # fields by name

    def registration(self, inbound: Inbound, theirs: str = "") -> Registration:
        """What the register is to hold of it; the term runs from the day that the provider certifies."""
        envelope = self.envelope
        at = envelope.at if envelope.verified else None
        return Registration(
            f"{inbound.channel}:{self.name}",
            Direction.IN,
            inbound.sender,
            tuple(each.address for each in envelope.recipients) or (self.terms.me.address,),
            (envelope.subject or inbound.context.get("subject", ""))[:_LONGEST_SUBJECT],
            envelope.identifier,
            theirs,
            message_sha256=sha256(self.mail.raw).hexdigest(),
            enclosed=tuple((each.name, each.sha256) for each in envelope.enclosed),
            answer_days=self.terms.answer_days,
            arrived=at.astimezone(self.now.tzinfo).date() if at else None,
        )

    def thread(self, letter: Letter) -> Mapping[str, str]:
        """What an answer needs: the ids by which the citizen's program knows the message, and its subject.

        The client's own Message-ID is in their folder of sent mail; identificativo is what all others have.
        """
        known = [*ids_in(bracketed(self.envelope.reference)), *ids_in(bracketed(self.envelope.identifier))]
        own = letter.context.get("message_id", "")
        known = list(dict.fromkeys([*known, *([own] if own else [])]))
        earlier = letter.context.get("references", "").split()
        told = {
            REGISTERED: self.name,
            "message_id": known[0] if known else "",
            "references": " ".join([*earlier, *known[1:]]),
            "subject": letter.context.get("subject") or self.envelope.subject,
        }
        return {name: value for name, value in told.items() if value}


def head_of(raw: bytes, bounds: Bounds) -> tuple[Headers, int]:
    """Read a header, or nothing of one that is beyond the bounds; and where the body begins."""
    try:
        return read_head(raw[: bounds.headers], 0, bounds.headers)
    except Unreadable:
        return Headers(), 0


def bracketed(name: str) -> str:
    """Write a Message-ID in its angle brackets: some leave them out where they refer to one."""
    return f"<{name.strip().strip('<>')}>" if name.strip() else ""
