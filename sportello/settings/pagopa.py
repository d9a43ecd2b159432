"""How payments reach pagoPA, and who may bring us receipts."""

import ipaddress
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import Field, SecretStr, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError
from stdnum import iban

from sportello.settings.groups import Group

Mode = Literal["sandbox", "node", "gpd"]

_API = "https://api.platform.pagopa.it"
# What each way of working cannot do without.
_NEEDED = {
    "node": ("subscription_key", "station", "iban"),
    "gpd": ("subscription_key", "gpd_key", "iban"),
}


class PagoPa(Group):
    """Payments through pagoPA ([how](PAYMENTS.md)); on this machine alone, a pagoPA that moves no money."""

    mode: Mode | None = Field(
        default=None,
        description="`node`: pagoPA asks our station for each notice. `gpd`: notices are published to its "
        "debt positions (GPD). `sandbox`: an embedded one that moves no money, the default where only this "
        "machine can reach the counter. Elsewhere it must be set.",
    )
    subscription_key: SecretStr = Field(
        default=SecretStr(""), description="The key of the Checkout API (`Ocp-Apim-Subscription-Key`)."
    )
    gpd_key: SecretStr = Field(
        default=SecretStr(""), description="The key of the APIs of debt positions and of their receipts."
    )
    broker: str = Field(
        default="",
        pattern=r"^([0-9]{11})?$",
        description="The fiscal code of the intermediary that runs the station. Unset: the municipality's.",
    )
    station: str = Field(
        default="",
        max_length=35,
        description="The station that pagoPA calls, such as `01234567897_01`: a call to another is refused.",
    )
    iban: str = Field(default="", description="The account that payments go to; citizens never see it.")
    postal_account: Annotated[str, Field(pattern=r"^([0-9]{1,12})?$")] = Field(
        default="", description="The postal account for the part of a notice that post offices read."
    )
    postal_authorisation: str = Field(
        default="",
        max_length=80,
        description="What Poste has authorised that part with, as it must be printed.",
    )
    cbill: str = Field(
        default="",
        pattern=r"^([0-9A-Z]{5})?$",
        description="The municipality's CBILL (SIA) code, printed on notices for who pays at a bank.",
    )
    checkout_url: str = Field(
        default=f"{_API}/checkout/ec/v1", description="The address of the Checkout API."
    )
    gpd_url: str = Field(
        default=f"{_API}/gpd/debt-positions-service/v3", description="The address of the debt positions' API."
    )
    receipts_url: str = Field(
        default=f"{_API}/gpd/payments-receipts-service/v1",
        description="The address of the API of receipts, the second way in for them.",
    )
    receipts_minutes: int = Field(
        default=60,
        ge=5,
        description="How often that API is asked, in mode `gpd`, for receipts that did not come.",
    )
    patience_seconds: float = Field(
        default=5.0, gt=0, le=30, description="How long pagoPA may take to answer one of our calls."
    )
    networks: tuple[str, ...] = Field(
        default=(),
        description="The addresses that pagoPA calls from, as networks (`203.0.113.0/24`); no others may. "
        "Unset: every address, which the start refuses unless `tls_port` asks for certificates. "
        "In the environment: separated by commas.",
    )
    tls_port: int = Field(
        default=0,
        ge=0,
        le=65535,
        description="A port of its own for pagoPA's calls, with mutual TLS; 0: they come to the web server.",
    )
    tls_certificate: Path | None = Field(
        default=None, description="Our certificate and key (PEM) on that port."
    )
    tls_authorities: Path | None = Field(
        default=None, description="The authorities (PEM) that pagoPA's certificate must come from."
    )

    @field_validator("networks", mode="before")
    @classmethod
    def _split(cls, given: Any) -> Any:
        return tuple(filter(None, map(str.strip, given.split(",")))) if isinstance(given, str) else given

    @field_validator("networks")
    @classmethod
    def _each_a_network(cls, given: tuple[str, ...]) -> tuple[str, ...]:
        for each in given:
            try:
                ipaddress.ip_network(each)
            except ValueError:
                raise ValueError("must be networks such as 203.0.113.0/24") from None
        return given

    @field_validator("iban")
    @classmethod
    def _valid_iban(cls, given: str) -> str:
        if given and not iban.is_valid(given):
            raise ValueError("must be an IBAN")
        return iban.compact(given) if given else given

    @field_validator("checkout_url", "gpd_url", "receipts_url")
    @classmethod
    def _web_address(cls, given: str, about: ValidationInfo) -> str:
        del about
        if not given.startswith(("https://", "http://")):
            raise ValueError("must be a web address")
        return given.rstrip("/")

    @model_validator(mode="after")
    def _complete(self) -> Self:
        missing = [name for name in _NEEDED.get(self.mode or "", ()) if not _given(getattr(self, name))]
        if missing:
            raise PydanticCustomError("incomplete", "is incomplete", {"missing": missing, "hint": ""})
        if self.tls_port and not (self.tls_certificate and self.tls_authorities):
            missing = [name for name in ("tls_certificate", "tls_authorities") if getattr(self, name) is None]
            raise PydanticCustomError("incomplete", "is incomplete", {"missing": missing, "hint": ""})
        if self.mode in _NEEDED and not self.networks and not self.tls_port:
            hint = "; or a tls_port that asks for certificates: anybody could bring receipts"
            raise PydanticCustomError("incomplete", "is incomplete", {"missing": ["networks"], "hint": hint})
        return self


def _given(value: SecretStr | str) -> bool:
    return bool(value.get_secret_value() if isinstance(value, SecretStr) else value)
