"""Why nothing was done with a broadcast, in a sentence for who typed the command."""

from typing import Final

from bot.errors import BadRequest
from sportello.terminal import line
from storage.broadcasts import Broadcast, Done, Refused, Unfit, Why

_WHY: Final = {
    Why.ABSENT: "there is none",
    Why.OWN: "it takes somebody else: who has written or submitted it cannot let it go",
    Why.TWICE: "you have done that before: it takes somebody else",
    Why.REASON: "say why, with --reason",
    Why.KIND: "that is for emergencies alone",
    Why.LATE: "its time is over, or over before it would begin: edit it",
}
_REVIEWED: Final = "somebody has reviewed it already"
_NOT_REVIEWED: Final = {
    Why.OWN: "it takes somebody else: who has written, submitted or released it cannot review it",
    Why.TWICE: _REVIEWED,
    Why.STATE: "nobody has let it go alone, so there is nothing to review",
}
_UNFIT: Final = {
    Unfit.TEXTS: "it has no text, or one that is blank",
    Unfit.AUDIENCE: "its audience names nobody",
    Unfit.NOBODY: "it reaches nobody",
    Unfit.QUERY: "its query cannot be read",
    Unfit.LIST: "its list is not there",
    Unfit.UNTIL: "until when it holds is not said (valid_until)",
    Unfit.BASIS: "an emergency, and what goes to everyone, needs a basis: the law or the order",
    Unfit.POLICY: "only emergencies go to all addresses at once",
    Unfit.TRAINING: "what sets a drill right is a drill itself, and the other way round",
}


def done(answer: Done | Refused, code: str) -> Done:
    """Give what was done; BadRequest says why nothing was."""
    if isinstance(answer, Refused):
        raise BadRequest(f"{line(code)}: {sentence(answer)}; nothing was done")
    return answer


def reviewed(answer: Done | Refused, one: Broadcast) -> Done:
    """Give what was done at the review of one, as it was before; BadRequest says why it was none."""
    if isinstance(answer, Refused) and (said := _NOT_REVIEWED.get(answer.why)):
        over = one.urgent and not one.unreviewed
        raise BadRequest(f"{line(one.code)}: {_REVIEWED if over else said}; nothing was done")
    return done(answer, one.code)


def sentence(answer: Refused) -> str:
    """Say why."""
    if answer.why is Why.UNFIT and answer.unfit is not None:
        detail = f" ({line(answer.detail)})" if answer.detail else ""
        return _UNFIT.get(answer.unfit, answer.unfit.value) + detail
    if answer.why in {Why.STALE, Why.STATE}:
        return _overtaken(answer)
    return _WHY.get(answer.why, answer.why.value)


def _overtaken(answer: Refused) -> str:
    state = f"it is {answer.state.value}" if answer.state else "it has changed"
    if answer.what is None or answer.at is None:
        return state
    who = f" by {line(answer.by)}" if answer.by else ""
    return f"{state}: {answer.what.value}{who} on {answer.at:%d/%m/%Y at %H:%M}"
