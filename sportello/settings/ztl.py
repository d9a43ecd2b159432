"""Permits for restricted traffic zones: the zones, the city's own rules, and how the gates read the list."""

from pathlib import Path
from typing import Any, Literal

from pydantic import Field, SecretStr, field_validator

from sportello.settings.groups import Group

_SHORTEST_TOKEN = 24  # signs: 144 bits in base64


class Ztl(Group):
    """Permits for restricted traffic zones (ZTL), and what the gates are told ([docs/ZTL.md](ZTL.md))."""

    zones: tuple[str, ...] = Field(
        default=("A", "B", "C", "D", "E"),
        min_length=1,
        description="The zones, as they are called. In the environment: separated by commas.",
    )
    rules: Path | None = Field(
        default=None,
        description="The city's own table of kinds, fees, documents and terms (TOML, of the form of "
        "`platforms/permits/rules.toml`). Unset: that of the made-up city.",
    )
    days_to_pay: int = Field(
        default=7, ge=1, le=60, description="For how many days the notice of a permit can be paid."
    )
    before_payment: Literal["valid", "waits"] = Field(
        default="valid",
        description="Whether a permit counts from when it is asked for, as long as it can be paid (`valid`), "
        "or only once it is paid (`waits`).",
    )
    category: str = Field(
        default="",
        pattern=r"^([0-9]/[0-9]{7}(IM|TS|SP|SA|AP)/)?$",
        description="The code of the fee in pagoPA's taxonomy: ask pagoPA or your technical partner. Needed "
        "before permits are sold in mode `node` or `gpd`.",
    )
    gate_token: SecretStr = Field(
        default=SecretStr(""),
        description="What the gates say who they are with (`Authorization: Bearer ...`), at least 24 signs, "
        "such as `openssl rand -base64 32` writes. Unset: the list is served to nobody (with `serve --try`: "
        "one is drawn at each start).",
    )

    @field_validator("zones", mode="before")
    @classmethod
    def _split(cls, given: Any) -> Any:
        return tuple(filter(None, map(str.strip, given.split(",")))) if isinstance(given, str) else given

    @field_validator("zones")
    @classmethod
    def _each_once(cls, given: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(given)) < len(given) or any("," in zone or not zone.isprintable() for zone in given):
            raise ValueError("must name each zone once, without commas")
        return given

    @field_validator("gate_token")
    @classmethod
    def _long_enough(cls, given: SecretStr) -> SecretStr:
        text = given.get_secret_value()
        if text and (len(text) < _SHORTEST_TOKEN or not text.isascii() or not text.isprintable()):
            raise ValueError("must have at least 24 printable signs")
        return given
