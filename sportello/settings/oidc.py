"""With whom citizens log in: providers of OpenID Connect, SPID's, CIE's, a broker's, or any other."""

from pathlib import Path
from typing import Any, Literal, Self

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_core import PydanticCustomError

from platforms.oidc.level import SPID_LADDER
from sportello.settings.groups import Group

_TITLES = {"spid": "SPID", "cie": "CIE", "other": "OpenID"}
_LISTS = ("published_keys", "opening_keys", "levels", "acr_values", "scopes")


class Provider(Group):
    """One provider."""

    issuer: str = Field(
        default="",
        description="The provider's address, as its metadata says. Unset: on this machine alone an embedded "
        "one to try with; elsewhere nobody enters with SPID or CIE.",
    )
    kind: Literal["spid", "cie", "other"] = Field(
        default="spid",
        description="What a login there is: `spid`, `cie`, or `other`, which identifies but signs nothing.",
    )
    title: str = Field(
        default="", description="Its name on the button of the login page. Unset: SPID, CIE or OpenID."
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
    published_keys: tuple[Path, ...] = Field(
        default=(),
        description="Further private keys (PEM) of ours: nothing is signed with them, but their public "
        "halves are shown, those of the next one and of the one before, while the key changes. In the "
        "environment: separated by commas.",
    )
    opening_keys: tuple[Path, ...] = Field(
        default=(),
        description="Our private keys (PEM, RSA) that open what the provider seals for us; each is tried. "
        "In the environment: separated by commas.",
    )
    signed_request: bool = Field(
        default=False,
        description="Whether the question goes as a signed object, as SPID and CIE ask without a broker.",
    )
    levels: tuple[str, ...] = Field(
        default=SPID_LADDER.rungs,
        min_length=1,
        max_length=3,
        description="The provider's names of the levels of authentication (`acr`), the weakest first: the "
        "first is a password alone, the second and third identify somebody. SPID's are CIE's too. In the "
        "environment: separated by commas.",
    )
    acr_values: tuple[str, ...] = Field(
        default=SPID_LADDER.rungs[1:2],
        min_length=1,
        description="Which of `levels` are asked for, the first preferred. An answer weaker than the weakest "
        "of these is refused. In the environment: separated by commas.",
    )
    scopes: tuple[str, ...] = Field(
        default=("openid", "profile"),
        description="What is asked for. In the environment: separated by commas.",
    )

    @property
    def shown(self) -> str:
        """Its title, or the usual one of its kind."""
        return self.title or _TITLES[self.kind]

    @field_validator(*_LISTS, mode="before")
    @classmethod
    def _split(cls, given: Any) -> Any:
        return tuple(filter(None, map(str.strip, given.split(",")))) if isinstance(given, str) else given

    @field_validator("levels", "acr_values")
    @classmethod
    def _each_once(cls, given: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(given)) < len(given) or not all(given):
            raise ValueError("must name each level once")
        return given

    @field_validator("issuer")
    @classmethod
    def _web_address(cls, given: str) -> str:
        if given and not given.startswith(("https://", "http://")):
            raise ValueError("must be a web address")
        return given

    @model_validator(mode="after")
    def _on_the_ladder(self) -> Self:
        if not set(self.acr_values) <= set(self.levels):
            raise ValueError("acr_values must be among levels, which are listed the weakest first")
        return self


class NamedProvider(Provider):
    """One of several."""

    name: str = Field(
        pattern=r"^[a-z0-9-]{1,20}$",
        description="Of small letters, digits and hyphens; its redirect URI ends with it, so it stays.",
    )

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if not (self.issuer and self.client_id):
            raise ValueError("each of providers needs name, issuer and client_id")
        return self


class Oidc(Provider):
    """Entering with SPID and CIE by OpenID Connect; on this machine alone, a provider that knows nobody."""

    providers: tuple[NamedProvider, ...] = Field(
        default=(),
        max_length=10,
        description="More of them, in the file alone: a table `[[oidc.providers]]` for each, with a `name` "
        "(small letters, digits and hyphens) and the settings above.",
    )

    @property
    def offered(self) -> tuple[tuple[str, Provider], ...]:
        """All that are set, by their names; that of `[oidc]` itself is empty."""
        own: tuple[tuple[str, Provider], ...] = (("", self),) if self.issuer else ()
        return *own, *((each.name, each) for each in self.providers)

    @field_validator("providers")
    @classmethod
    def _each_name_once(cls, given: tuple[NamedProvider, ...]) -> tuple[NamedProvider, ...]:
        if len({each.name for each in given}) < len(given):
            raise ValueError("each must have a name of its own")
        if len({(each.issuer, each.client_id) for each in given}) < len(given):
            raise ValueError("each must have an issuer of its own")
        return given

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.issuer and not self.client_id:
            raise PydanticCustomError("incomplete", "is incomplete", {"missing": ["client_id"], "hint": ""})
        return self
