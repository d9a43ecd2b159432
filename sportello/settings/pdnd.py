"""How the registers of other public bodies are asked: by the platform of interoperability (PDND)."""

from pathlib import Path
from typing import Self

from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from sportello.settings.groups import Group

_NEEDED = ("key_id", "key_file", "inad_purpose")


class Pdnd(Group):
    """Asking other bodies' registers by PDND; on this machine alone, an embedded INAD of made-up people."""

    client_id: str = Field(
        default="",
        description="The client's id at PDND. Unset: INAD is not asked, and credentials by PEC are given to "
        "addresses that are registered here, or after a person has checked them.",
    )
    key_id: str = Field(default="", description="PDND's name (`kid`) for the client's public key.")
    key_file: Path | None = Field(default=None, description="The client's private key: RSA, PEM.")
    token_url: str = Field(
        default="https://auth.interop.pagopa.it/token.oauth2", description="Where PDND gives vouchers."
    )
    audience: str = Field(
        default="auth.interop.pagopa.it/client-assertion",
        description="The audience that PDND wants in what we sign.",
    )
    inad_purpose: str = Field(
        default="", description="The id of the purpose (finalità) for which INAD is asked, as PDND has it."
    )
    inad_url: str = Field(
        default="https://api.inad.gov.it/rest/inad/v1/domiciliodigitale",
        description="The address of INAD's API.",
    )
    patience_seconds: float = Field(
        default=5.0, gt=0, le=30, description="How long a register may take to answer."
    )

    @field_validator("token_url", "inad_url")
    @classmethod
    def _web_address(cls, given: str) -> str:
        if not given.startswith(("https://", "http://")):
            raise ValueError("must be a web address")
        return given.rstrip("/")

    @model_validator(mode="after")
    def _complete(self) -> Self:
        missing = [name for name in _NEEDED if not getattr(self, name)]
        if self.client_id and missing:
            raise PydanticCustomError("incomplete", "is incomplete", {"missing": missing, "hint": ""})
        return self
