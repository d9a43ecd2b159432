"""Whom a counter never answers by PEC: machines, other offices, and itself.

No header of a PEC tells a machine reliably: the provider writes the outer ones and copies the sender's into
them. So the certified address decides first, then whatever either header says. In doubt there is no answer;
the message is registered all the same, and most wait for a person.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from channels.mail.headers import Headers
from channels.mail.letter import Silence
from channels.mail.mailbox import Mailbox
from channels.mail.silence import judge
from channels.pec.segnatura.foreign import Foreign, What
from channels.pec.segnatura.names import is_segnatura_name

OURS, LOOP, PROVIDER, INVOICE, OFFICE, NOTICE, ROBOT = (
    *("ours", "loop", "pec-provider", "pec-invoice", "pec-office", "pec-notice", "pec-robot"),
)

_PROVIDER = re.compile(r"(?:posta-certificata|rem-service|servizio-?pec|postmaster|mailer-daemon)@.*+")
_EXCHANGE = re.compile(r"sdi\d*+@pec\.fatturapa\.it")  # Sistema di Interscambio: invoices and their notices
_SETTLED = frozenset({What.CONFIRMATION, What.UPDATE})  # between registers: nothing is left to be done
# Of the outer header these are the provider's own, on every envelope.
_OF_ENVELOPE = frozenset(
    ("x-trasporto", "x-ricevuta", "x-verificasicurezza", "content-type", "return-path", "sender", "from")
)
_NO_LETTER = frozenset({Silence.BOUNCE, Silence.AUTOMATIC})  # of a machine, unless it brings files


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Why a message has no answer, in a word, and by which rule; `person`: whether somebody must look."""

    reason: str
    detail: str = ""
    person: bool = True


@dataclass(frozen=True, slots=True)
class Certified:
    """What is judged: who was certified as sender, both headers, and what came with it.

    `sender` is in lower case, `files` are names, `office` is what a register says in one of them.
    """

    sender: str
    outer: Headers
    inner: Headers
    files: tuple[str, ...] = ()
    office: Foreign | None = None


def unanswered(message: Certified, me: Mailbox) -> Unanswered | None:
    """Say why nobody answers a message; None if a machine may."""
    rules: Iterable[Callable[[Certified, Mailbox], Unanswered | None]] = (_by_address, _by_files, _by_headers)
    return next((found for rule in rules if (found := rule(message, me))), None)


def _by_address(message: Certified, me: Mailbox) -> Unanswered | None:
    if me.is_ours(message.sender):
        return Unanswered(OURS, person=False)
    if _EXCHANGE.fullmatch(message.sender):
        return Unanswered(INVOICE)
    return Unanswered(PROVIDER) if _PROVIDER.fullmatch(message.sender) else None


def _by_files(message: Certified, _me: Mailbox) -> Unanswered | None:
    """A letter of another office is for a person; so is whatever calls itself by the name of such a file."""
    if message.office and not message.office.what.answerable:
        what = message.office.what
        return Unanswered(NOTICE, what.value, person=what not in _SETTLED)
    return Unanswered(OFFICE) if message.office or any(map(is_segnatura_name, message.files)) else None


def _by_headers(message: Certified, me: Mailbox) -> Unanswered | None:
    outer = Headers(tuple(each for each in message.outer.fields if each[0] not in _OF_ENVELOPE))
    for headers in (message.inner, outer):
        silence, rule = judge(headers, message.sender, me)
        if silence is Silence.LOOP:
            return Unanswered(LOOP, rule, person=False)
        if silence is not Silence.NONE:
            note = silence in _NO_LETTER and not message.files
            return Unanswered(ROBOT, f"{silence.name.lower()}: {rule}", person=not note)
    return None
