"""Which permit of theirs a citizen means: by a plate, or because there is only one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.service import Outcome, again, ask, done
from bot.values import Plate
from handlers.permits.told import PermitList
from platforms.permits.rules import Operation, PermitKind, RuleTable
from storage.permits import Permit, PermitState, gate_plate

_LIVING = frozenset({PermitState.ACTIVE, PermitState.EXPIRED, PermitState.PENDING_PAYMENT})


@dataclass(frozen=True, slots=True)
class Unclear:
    """No permit is meant, or several may be: `why` is a text of the words, `among` are these."""

    why: str
    among: tuple[Permit, ...] = ()


def living(permits: Sequence[Permit]) -> list[Permit]:
    """Leave out what has ended for good, or whose place another has taken."""
    return [one for one in permits if one.state in _LIVING and not one.replaced_by]


def meant(
    permits: Sequence[Permit],
    plate: Plate | None,
    fits: Callable[[Permit], bool] = lambda _: True,
) -> Permit | Unclear:
    """Find the one that is meant: the one with the plate; else the only one, those first that fit."""
    known = living(permits)
    if plate is not None:
        known = [one for one in known if gate_plate(plate.text) in one.plates]
    if not known:
        return Unclear("not-yours" if plate else "no-permit")
    likely = [one for one in known if fits(one)] or known
    if len(likely) > 1:
        return Unclear("which", tuple(likely))
    return likely[0]


def allows(table: RuleTable, operation: Operation) -> Callable[[Permit], bool]:
    """Make the test of whether an operation is offered for a permit."""
    return lambda one: table.rule(PermitKind(one.kind), operation).offered


def asked_which(unclear: Unclear, slot: str, plate: Plate | None = None) -> Outcome:
    """Ask which permit is meant, by a slot for a plate of it; or say that there is none."""
    if unclear.why == "which":
        return ask("which", slot, permits=PermitList(unclear.among))
    if unclear.why == "not-yours":
        return again("not-yours", blame=(slot,), plate=plate or "none")
    return done("no-permit")
