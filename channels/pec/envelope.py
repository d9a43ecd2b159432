"""What a mail of a PEC mailbox says, once it is read, and how much of it is proven.

One shape for both formats: PEC (RFC 6109), and REM (ETSI EN 319 532-4),
which follows it.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum


class Kind(Enum):
    """What it is, in the norm's words: the `tipo` of daticert.xml; of REM the event, in our spelling."""

    TRANSPORT = "posta-certificata"
    ACCEPTANCE = "accettazione"
    NON_ACCEPTANCE = "non-accettazione"
    TAKING_CHARGE = "presa-in-carico"
    DELIVERY = "avvenuta-consegna"
    DELIVERY_ERROR = "errore-consegna"
    DELIVERY_WARNING = "preavviso-errore-consegna"
    VIRUS = "rilevazione-virus"
    ANOMALY = "anomalia"  # ordinary mail that a PEC provider has wrapped: certifies nothing
    REM_DISPATCH = "rem-dispatch"
    REM_ACCEPTANCE = "rem-acceptance"
    REM_REJECTION = "rem-rejection"
    REM_RELAY = "rem-relay"
    REM_CONSIGNMENT = "rem-consignment"
    REM_CONSIGNMENT_FAILURE = "rem-consignment-failure"
    REM_RELAY_FAILURE = "rem-relay-failure"
    REM_NON_REM = "rem-relay-to-non-rem"
    REM_EXTERNAL = "rem-external"
    ORDINARY = "ordinary"
    UNREADABLE = "unreadable"


class Verdict(Enum):
    """How much is proven."""

    VERIFIED = "verified"
    UNVERIFIED = "unverified"  # nothing speaks against it, and not everything for it
    FORGED = "forged"  # something in it is not as it was sealed, or is not who it says
    NONE = "none"  # it claims nothing


@dataclass(frozen=True, slots=True)
class Recipient:
    """One recipient (destinatario), as the provider had it in SMTP.

    `certified` tells whether it is a PEC address; to one that is not, no delivery receipt ever comes.
    `result` is what became of it by this receipt: the receipt's kind, a word of the norm for an error
    ("no-dest"), or empty.
    """

    address: str
    certified: bool = True
    result: str = ""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file that travels inside: of the citizen's message, or of the envelope itself where there is none."""

    name: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Proof:
    """Whether a seal holds, and whose it is; `reasons` are short codes, the gravest first.

    `signer` is the e-mail address in the signer's certificate, `signed_at` when they say they signed. `notes`
    are what is not wrong and yet worth knowing ("sha1").
    """

    verdict: Verdict = Verdict.NONE
    reasons: tuple[str, ...] = ()
    signer: str = ""
    signed_at: datetime | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Envelope:
    """A mail of a PEC mailbox. All but `disagreements` and `wrote` is from what was signed.

    `sender` is who was certified (daticert's mittente), `identifier` the provider's own id (identificativo),
    `reference` the client's Message-ID (msgid) with its angle brackets, `about` the one recipient that
    a receipt speaks of (consegna). `error` is the norm's word for a failure and `explained` the
    provider's text, which may begin with an enhanced status code. `receipt` is completa, breve or
    sintetica. `message` holds the bytes of the citizen's own message (postacert.eml), where one is inside.
    `disagreements` name the unsigned headers that say otherwise. `wrote` is the address in From, which proves
    nothing by itself. `final` is for a warning that says that the time is over (24 hours).
    """

    kind: Kind
    proof: Proof = field(default_factory=Proof)
    sender: str = ""
    recipients: tuple[Recipient, ...] = ()
    subject: str = ""
    identifier: str = ""
    reference: str = ""
    about: str = ""
    at: datetime | None = None
    provider: str = ""
    error: str = ""
    explained: str = ""
    receipt: str = ""
    final: bool = False
    enclosed: tuple[Enclosed, ...] = ()
    message: bytes | None = field(default=None, repr=False)
    disagreements: tuple[str, ...] = ()
    wrote: str = ""

    @property
    def verified(self) -> bool:
        """Whether it may be treated as certified.

        An anomaly never may: its provider's seal is over the words of somebody whom nobody has certified.
        """
        return self.proof.verdict is Verdict.VERIFIED and self.kind not in _CERTIFIES_NOTHING

    @property
    def is_receipt(self) -> bool:
        """Whether it speaks of a message that somebody sent, and is never to be answered."""
        return self.kind in _RECEIPTS


_CERTIFIES_NOTHING = frozenset((Kind.ANOMALY, Kind.REM_EXTERNAL, Kind.ORDINARY, Kind.UNREADABLE))
_RECEIPTS = frozenset(
    {
        Kind.ACCEPTANCE,
        Kind.NON_ACCEPTANCE,
        Kind.TAKING_CHARGE,
        Kind.DELIVERY,
        Kind.DELIVERY_ERROR,
        Kind.DELIVERY_WARNING,
        Kind.VIRUS,
        Kind.REM_ACCEPTANCE,
        Kind.REM_REJECTION,
        Kind.REM_RELAY,
        Kind.REM_CONSIGNMENT,
        Kind.REM_CONSIGNMENT_FAILURE,
        Kind.REM_RELAY_FAILURE,
        Kind.REM_NON_REM,
    }
)
