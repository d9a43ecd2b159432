"""What another office's register says of a letter that it sends us, or of one that we sent."""

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import Enum


class What(Enum):
    """What a message between registers is for, in the norm's words."""

    SEGNATURA = "Segnatura"  # it goes with a letter
    CONFIRMATION = "ConfermaRicezione"
    UPDATE = "AggiornamentoConferma"
    EXCEPTION = "NotificaEccezione"
    ANNULMENT = "AnnullamentoProtocollazione"

    @property
    def answerable(self) -> bool:
        """Whether there is a letter to answer; to the other kinds a robot never writes anything."""
        return self is What.SEGNATURA


class Generation(Enum):
    """Which norm it is written by; all three still arrive."""

    CIRCULAR_28 = 2001  # a DTD, no namespace
    CIRCULAR_60 = 2013
    ANNEX_6 = 2021


@dataclass(frozen=True, slots=True)
class Identifier:
    """One registration in somebody's register (Identificatore); what was not said is empty.

    `number` is as they write it, mostly seven digits with leading zeros.
    """

    administration: str = ""
    area: str = ""
    register: str = ""
    number: str = ""
    registered_on: date | None = None

    @property
    def text(self) -> str:
        """What a person quotes: `c_a123/AOO1 0000456/2026`."""
        office = "/".join(part for part in (self.administration, self.area) if part)
        year = str(self.registered_on.year) if self.registered_on else ""
        return " ".join(part for part in (office, "/".join(p for p in (self.number, year) if p)) if part)


@dataclass(frozen=True, slots=True)
class Listed:
    """A file that they say is part of the letter; `digest` is hexadecimal, empty if there is none to read."""

    name: str
    media_type: str = ""
    description: str = ""
    algorithm: str = ""
    digest: str = ""

    def agrees(self, data: bytes) -> bool | None:
        """Whether `data` is the file they mean; None if they gave no digest that can be computed."""
        if not self.digest:
            return None
        return hashlib.new(self.algorithm, data, usedforsecurity=False).hexdigest() == self.digest


@dataclass(frozen=True, slots=True)
class Foreign:
    """A message of another office's register, as far as it could be read.

    `identifier` is theirs, `about` the registration that they speak of or, in a letter, that they answer:
    mostly ours. `primary` is None where the mail's own text is the document. `confirm` tells whether they
    ask for a confirmation of receipt, `reason` why they except or annul. `sealed` tells that a signature is
    inside, and nothing of whether it holds.
    """

    what: What
    generation: Generation
    identifier: Identifier = Identifier()
    about: Identifier | None = None
    subject: str = ""
    sender: str = ""
    confirm: bool = False
    primary: Listed | None = None
    attachments: tuple[Listed, ...] = ()
    reason: str = ""
    sealed: bool = False

    @property
    def theirs(self) -> str:
        """Their number, as a person quotes it; empty if they gave none."""
        return self.identifier.text

    @property
    def documents(self) -> tuple[Listed, ...]:
        """Every file that they list, the primary one first."""
        return (self.primary, *self.attachments) if self.primary else self.attachments
