"""What may go wrong with one message on a PEC network, to be chosen by a test or on the page."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from platforms.pec.mail import Dispatch, Mail
from platforms.pec.provider import Provider

Kinds = frozenset[str]

_NOBODY: Kinds = frozenset()


@dataclass(frozen=True, slots=True)
class Trouble:
    """Each set names kinds of mail (the norm's `tipo`) to which something happens.

    `late` ones wait for Network.release; `lost` ones never come, and a lost envelope is never delivered,
    of which Network.tend warns. `unknown` ones refer to a message that nobody sent, `forged` ones are signed
    by an authority of the same name with another key, `altered` ones are changed after they were
    signed. `backwards` files the mails of one message in the wrong order. A `virus` is found by the
    sender's provider or by the recipient's.
    """

    late: Kinds = _NOBODY
    twice: Kinds = _NOBODY
    lost: Kinds = _NOBODY
    unknown: Kinds = _NOBODY
    forged: Kinds = _NOBODY
    altered: Kinds = _NOBODY
    backwards: bool = False
    virus: Literal["", "leaving", "arriving"] = ""

    def times(self, kind: str) -> int:
        """How often a mail of this kind comes."""
        return 0 if kind in self.lost else 2 if kind in self.twice else 1

    def write(
        self,
        provider: Provider,
        dispatch: Dispatch,
        kind: str,
        pen: Callable[[Provider, Dispatch], Mail],
        forger: Callable[[Provider], Provider],
    ) -> Mail:
        """Let a provider write a mail of a kind, as this trouble has it."""
        if kind in self.unknown:
            dispatch = replace(dispatch, reference=f"<{provider.desk.ids()}@altrove.example>")
        mail = pen(forger(provider) if kind in self.forged else provider, dispatch)
        return replace(mail, raw=altered(mail.raw)) if kind in self.altered else mail


FINE = Trouble()


def altered(raw: bytes) -> bytes:
    """Change one byte of what was signed: a letter of the text for people."""
    return raw.replace(b"Il giorno", b"Al giorno", 1)
