"""How long a request may take, kind by kind, and which office has it; when it is reminded of."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, field_validator

from sportello.settings.groups import Group
from storage.requests import Term


class Requests(Group):
    """Requests that take time (istanze): their terms, their offices, their reminders."""

    terms: tuple[Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]* [0-9]{1,3}( [\w-]+)?$")], ...] = Field(
        default=(),
        description="Kinds of request with a term of their own: the kind, the days within which it is "
        "answered, and the code of the office that has it, such as `instalments 90 fines`. Other kinds are "
        "answered within `[register] answer_days`. In the environment: separated by commas.",
    )
    enter: Literal["on", "off"] = Field(
        default="on",
        description="Whether applications that are valid as they are (filed with SPID, CIE or CNS) get a "
        "number in the register (protocollo); one that came by PEC has the number of its message.",
    )
    ask_days: int = Field(
        default=10,
        ge=1,
        le=30,
        description="Within how many days citizens are asked to bring what is lacking. Meanwhile the term "
        "stands still, for thirty days at most (L. 241/1990 art. 2).",
    )
    remind_days: int = Field(
        default=2,
        ge=0,
        le=30,
        description="How many days before that end they are reminded, once; 0: they are not.",
    )
    warn_days: int = Field(
        default=5,
        ge=0,
        le=90,
        description="How many days before the last day for the answer staff are reminded; 0: they are not.",
    )

    @field_validator("terms", mode="before")
    @classmethod
    def _split(cls, given: Any) -> Any:
        return tuple(word.strip() for word in given.split(",")) if isinstance(given, str) else given

    @property
    def by_kind(self) -> Mapping[str, Term]:
        """The terms by the kind of request."""
        found = {}
        for line in self.terms:
            kind, days, *office = line.split()
            found[kind] = Term(int(days), *office)
        return found
