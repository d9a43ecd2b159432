"""Which register of residents the counter asks: its own table, or the national one (ANPR)."""

from typing import Literal, Self

from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from sportello.settings.groups import Group

_NEEDED = ("anpr_purpose", "anpr_audience")


class Residents(Group):
    """The register of residents (anagrafe), by which certificates and self-declarations are made out."""

    source: Literal["embedded", "anpr"] = Field(
        default="embedded",
        description="`embedded`: the table that `sportello import residents` fills. `anpr`: the national "
        "register, asked by PDND as the client of `[pdnd]`; it tells who somebody is and where they live.",
    )
    anpr_url: str = Field(
        default="https://modipa.anpr.interno.it/govway/rest/in/MinInternoPortaANPR-PDND/C001–servizioNotifica/v1",
        description="The address of ANPR's service C001.",
    )
    anpr_purpose: str = Field(
        default="", description="The id of the purpose (finalità) for which ANPR is asked, as PDND has it."
    )
    anpr_audience: str = Field(
        default="", description="The audience of that service, as PDND shows it: named in what we sign."
    )

    @field_validator("anpr_url")
    @classmethod
    def _web_address(cls, given: str) -> str:
        if not given.startswith(("https://", "http://")):
            raise ValueError("must be a web address")
        return given.rstrip("/")

    @model_validator(mode="after")
    def _complete(self) -> Self:
        missing = [name for name in _NEEDED if not getattr(self, name)]
        if self.source == "anpr" and missing:
            raise PydanticCustomError("incomplete", "is incomplete", {"missing": missing, "hint": ""})
        return self
