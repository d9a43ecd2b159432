"""What a letter of ours says of itself to another office's register: the facts of a `Segnatura.xml`."""

import re
from dataclasses import dataclass
from datetime import date

from bot.errors import Misconfigured

_REGISTER = re.compile(r"[A-Za-z0-9_.-]{1,16}", re.ASCII)
_AREA = re.compile(r"[A-Za-z0-9_.-]{1,16}", re.ASCII)
_ADMINISTRATION = re.compile(r"[A-Za-z0-9_.-]{1,64}", re.ASCII)
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Document:
    """A file that travels with the letter; `sha256` is over its bytes, in 64 small hexadecimal digits."""

    name: str
    media_type: str
    sha256: str
    description: str = ""

    def __post_init__(self) -> None:
        if not _SHA256.fullmatch(self.sha256):
            raise ValueError("a document's sha256 is written as 64 small hexadecimal digits")


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom the letter goes to.

    With `administration` (an IPA code) it is a public office. With `family_name` it is a person and `name`
    the given name. Else it is a body of private law, named by its address if it has no `name`: for somebody
    of whom the PEC address is all we know, the norm has no other place.
    """

    address: str
    name: str = ""
    family_name: str = ""
    administration: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """Where the letter belongs in the office's own filing plan (titolario di classificazione)."""

    name: str
    code: str


UNFILED = Heading("Da classificare", "0")
"""The norm wants a heading in each letter; an office that gives us none says so."""


@dataclass(frozen=True, slots=True)
class Segnatura:
    """The facts of one letter that leaves with a number of the register.

    `administration`, `area` and `register` are our codes in the IPA index (CodiceAmministrazione, CodiceAOO)
    and of our register (CodiceRegistro); `sender` is the administration's name and `sender_address` its PEC
    address. `confirm` asks the other office to confirm that it has registered the letter. Raises
    `Misconfigured` for codes that the norm's schema refuses, ValueError for a number below 1 and for nobody
    as recipient.
    """

    administration: str
    area: str
    register: str
    number: int
    registered_on: date
    subject: str
    sender: str
    recipients: tuple[Recipient, ...]
    primary: Document
    attachments: tuple[Document, ...] = ()
    sender_address: str = ""
    heading: Heading = UNFILED
    confirm: bool = False

    def __post_init__(self) -> None:
        check_codes(self.administration, self.area, self.register)
        if self.number < 1:
            raise ValueError("a register counts from 1")
        if not self.recipients:
            raise ValueError("a letter goes to somebody")


def check_codes(administration: str, area: str, register: str) -> None:
    """Raise `Misconfigured` if a code of ours cannot stand in a Segnatura: to be asked at start.

    The register's shape is the schema's (CodiceRegistroType); the area's is circular 60/2013, of which
    receivers still hold us to the length.
    """
    wrong = [
        name
        for name, code, shape in (
            ("administration", administration, _ADMINISTRATION),
            ("area", area, _AREA),
            ("register", register, _REGISTER),
        )
        if not shape.fullmatch(code)
    ]
    if wrong:
        raise Misconfigured(
            f"the protocol's code of the {' and the '.join(wrong)} must be letters, digits, dot, dash or "
            "underscore, 16 at most (the administration's 64)"
        )
