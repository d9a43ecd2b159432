"""The rule table of permits: for each kind and operation what is offered, who decides, and what it costs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from typing import Final

from bot.errors import WrongAnswer
from platforms.permits.term import Term

_JULY: Final = 7


class PermitKind(Enum):
    """A kind of permit; how many cars a household has is its rank, not its kind."""

    RESIDENT = "resident"
    DWELLER = "dweller"  # dimorante: lives here, is enrolled elsewhere
    GUEST = "guest"
    DOCTOR = "doctor"  # and midwives
    GARAGE = "garage"  # rimessa interna: who has a place of their own inside
    LODGING = "lodging"  # strutture ricettive
    ELECTRIC = "electric"
    DISABLED = "disabled"  # contrassegno (CUDE)
    PROFESSIONAL = "professional"
    SUBSTITUTE = "substitute"  # for a car that is being repaired
    FOREIGN_PLATE = "foreign-plate"


class Operation(Enum):
    """What may be asked of a permit."""

    FIRST = "first"
    RENEWAL = "renewal"
    PLATE = "plate"
    ADDRESS = "address"
    SUBSTITUTE = "substitute"
    LOSS = "loss"  # a duplicate of what was lost or stolen
    WEAR = "wear"  # a duplicate of what cannot be read any more
    RENUNCIATION = "renunciation"


class Document(Enum):
    """What has to come along; a photograph does."""

    LICENCE = "licence"  # patente, both sides
    REGISTRATION = "registration"  # carta di circolazione, both sides
    LEASE = "lease"
    HOST = "host"  # the host's own statement
    ORDER = "order"  # enrolment with a professional order
    BUSINESS = "business"  # registration of a business
    GARAGE = "garage"  # title to the place
    MEDICAL = "medical"  # the certificate of the health authority
    PURCHASE = "purchase"  # of an electric car: the registration suffices where it names the fuel
    REPAIR = "repair"  # the garage's paper on the car that is in for repair
    REPORT = "report"  # to the police


class LossProof(Enum):
    """How a loss is proven."""

    REPORT = "report"  # denuncia, which names the permit
    DECLARATION = "declaration"  # DPR 445/2000 art. 47, in the request itself


@dataclass(frozen=True, slots=True)
class Period:
    """For how long one may ask, and the fee by rank of car (cents): the first, the second, the third and on.

    `second_half_cents` holds for what begins in July or later, where the city asks for less then.
    """

    name: str
    term: Term
    fee_cents: Sequence[int] = (0,)
    second_half_cents: Sequence[int] = ()

    def fee(self, rank: int, begins: date) -> int:
        """Tell the fee of a car of this rank (from 1), in cents."""
        late = begins.month >= _JULY and self.second_half_cents
        fees = self.second_half_cents if late else self.fee_cents
        return fees[min(rank, len(fees)) - 1]


@dataclass(frozen=True, slots=True)
class Rule:
    """One cell of the table.

    `office` is the code of who decides, empty where it is instant: then `documents` are kept, and looked at
    afterwards. `periods` are offered in this order, the first where nobody asks; none where the end of the
    permit stays as it is. `duty_cents` is the stamp duty of the request. `hand_back`: the original goes back
    to the office. `term` is that of a substitute vehicle's pass. `prepaid`: the permit counts only once it
    is paid; else from the moment at which it is issued, if it is paid in time.
    """

    kind: PermitKind
    operation: Operation
    offered: bool = False
    office: str = ""
    documents: Sequence[Document] = ()
    periods: Sequence[Period] = ()
    charged: bool = False
    duty_cents: int = 0
    proof: LossProof | None = None
    hand_back: bool = False
    term: Term = field(default_factory=Term)
    prepaid: bool = False

    @property
    def instant(self) -> bool:
        """Whether nobody has to decide."""
        return self.offered and not self.office

    def period(self, name: str = "") -> Period:
        """Find a period by its name, the first for none; LookupError for another."""
        for each in self.periods:
            if name in ("", each.name):
                return each
        raise LookupError(f"{self.kind.value} has no period {name!r}")

    def fee_cents(self, rank: int, begins: date, period: str = "") -> int:
        """Tell the fee, without the duty; 0 where the operation costs none."""
        return self.period(period).fee(rank, begins) if self.charged else 0

    def due_cents(self, rank: int, begins: date, period: str = "") -> int:
        """Tell all that is to be paid, the duty included."""
        return self.fee_cents(rank, begins, period) + self.duty_cents

    def until(self, begins: date, period: str = "") -> date | None:
        """Tell the last day of a permit that begins on a day; None for no end."""
        if self.operation is Operation.SUBSTITUTE:
            return self.term.last_day(begins)
        return self.period(period).term.last_day(begins)


@dataclass(frozen=True, slots=True)
class RuleTable:
    """The whole table; what it does not name is not offered.

    A permit can be renewed from `opens` days before its end until `closes` days after it; then it is a first
    request again. `most_plates` tells how many plates a permit of a kind holds, `everywhere` which kinds
    hold in every zone.
    """

    rules: Mapping[tuple[PermitKind, Operation], Rule]
    most_plates: Mapping[PermitKind, int]
    everywhere: frozenset[PermitKind]
    opens: int
    closes: int

    def rule(self, kind: PermitKind, operation: Operation) -> Rule:
        """Look a cell up."""
        return self.rules.get((kind, operation)) or Rule(kind, operation)

    def offered(self, operation: Operation) -> Sequence[PermitKind]:
        """List the kinds for which an operation is offered."""
        return [kind for kind in PermitKind if self.rule(kind, operation).offered]

    def renewable(self, until: date | None, today: date) -> bool:
        """Tell whether a permit that ends on a day can be renewed."""
        if until is None:
            return False
        return until - timedelta(days=self.opens) <= today <= until + timedelta(days=self.closes)


def kind_of(name: str) -> PermitKind:
    """Read the name of a kind; raises WrongAnswer."""
    try:
        return PermitKind(name.strip().lower())
    except ValueError:
        raise WrongAnswer from None


def renewal_begins(until: date | None, today: date) -> date:
    """Tell from when the period of a renewal counts: nobody who is early loses a day."""
    return today if until is None else max(today, until + timedelta(days=1))
