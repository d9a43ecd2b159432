"""What a permit says on paper: the half behind the windscreen, and the half that its holder keeps."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose permit it is, which stands on their own half alone; all but the name may be empty."""

    name: str = field(repr=False)  # surname first, as on certificates
    fiscal_code: str = field(default="", repr=False)
    address: str = field(default="", repr=False)  # for which the permit was given


@dataclass(frozen=True, slots=True)
class PermitPaper:
    """Everything that stands on a permit; the same paper is the same bytes before sealing.

    `kind` is the code of the rule table. `plates` and `zone` (empty: all of them) are what is shown, with the
    number, the validity and the square code: no person. `code` is the verification code and `url` its public
    address. `replaces` is the number of the permit in whose place it is, empty for none. `language` is the
    tag of the one beside Italian, empty for Italian alone.
    """

    number: str
    kind: str
    zone: str
    plates: tuple[str, ...]
    issued_on: date
    valid_from: date
    valid_until: date | None  # the last day; None: without an end
    holder: Holder
    municipality: str
    code: str
    url: str
    replaces: str = ""
    language: str = ""
    facsimile: bool = False
