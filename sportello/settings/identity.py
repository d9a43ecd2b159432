"""Who is writing: how long what was proven holds, what personal data is sealed with, and SPID and CIE."""

from pathlib import Path
from typing import Any, Literal, Self

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_core import PydanticCustomError

from sportello.settings.groups import Group
from storage.sealing import read_key


class Identity(Group):
    """Who is writing: contacts, one-time links and local credentials."""

    local_credentials: Literal["on", "off"] = Field(
        default="off",
        description="Whether the municipality gives out its own credentials (username, password, second "
        "factor) beside SPID, CIE and CNS. `off`: none is offered, and those given out open nothing.",
    )
    contact_days: int = Field(
        default=180,
        ge=1,
        le=3650,
        description="For how many days a telephone, a chat or a mailbox counts as its citizen's: numbers are "
        "given to others. A new proof begins them anew.",
    )
    identified_hours: float = Field(
        default=12.0,
        gt=0,
        le=168,
        description="For how many hours a conversation counts as identified after a login.",
    )
    link_minutes: int = Field(
        default=15, ge=2, le=120, description="For how many minutes the link to the login page can be opened."
    )
    activation_hours: int = Field(
        default=24,
        ge=1,
        le=168,
        description="For how many hours the link can be opened by which new credentials are activated.",
    )


class Privacy(Group):
    """What personal data is sealed with in the database."""

    key: SecretStr = Field(
        default=SecretStr(""),
        description="32 random bytes in base64 (`openssl rand -base64 32`). Several, separated by commas, "
        "while they change: the first seals, all of them open; then run `sportello keys rotate`. Unset: the "
        "embedded database has a key file beside it, made at the first start; PostgreSQL needs a key.",
    )

    @field_validator("key")
    @classmethod
    def _each_a_key(cls, given: SecretStr) -> SecretStr:
        for text in filter(None, given.get_secret_value().split(",")):
            read_key(text)
        return given

    @property
    def keys(self) -> tuple[bytes, ...]:
        """The keys, the newest first; empty where none is set."""
        return tuple(read_key(text) for text in filter(None, self.key.get_secret_value().split(",")))


class Oidc(Group):
    """Entering with SPID and CIE by OpenID Connect; on this machine alone, a provider that knows nobody."""

    issuer: str = Field(
        default="",
        description="The provider's address, as its metadata says. Unset: on this machine alone an embedded "
        "one to try with; elsewhere nobody enters with SPID or CIE.",
    )
    client_id: str = Field(default="", description="Our name at the provider.")
    client_secret: SecretStr = Field(
        default=SecretStr(""), description="Our secret at the provider, where it knows us by one."
    )
    client_key: Path | None = Field(
        default=None,
        description="Our private key (PEM) at the provider, where it knows us by one (`private_key_jwt`), "
        "as SPID and CIE do.",
    )
    acr_values: tuple[str, ...] = Field(
        default=("https://www.spid.gov.it/SpidL2",),
        description="The levels of authentication that are asked for, the first preferred. In the "
        "environment: separated by commas.",
    )
    scopes: tuple[str, ...] = Field(
        default=("openid", "profile"),
        description="What is asked for. In the environment: separated by commas.",
    )

    @field_validator("acr_values", "scopes", mode="before")
    @classmethod
    def _split(cls, given: Any) -> Any:
        return tuple(filter(None, map(str.strip, given.split(",")))) if isinstance(given, str) else given

    @field_validator("issuer")
    @classmethod
    def _web_address(cls, given: str) -> str:
        if given and not given.startswith(("https://", "http://")):
            raise ValueError("must be a web address")
        return given

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.issuer and not self.client_id:
            raise PydanticCustomError("incomplete", "is incomplete", {"missing": ["client_id"], "hint": ""})
        return self
