"""Alerts to many: the hours in which nobody is disturbed, what it may cost, how fast it goes."""

from pathlib import Path
from typing import Any

from pydantic import Field, field_validator

from sportello.settings.groups import Group

_HOURS = r"^([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9]$"


class Broadcasts(Group):
    """Alerts that staff send to many ([docs/BROADCAST.md](BROADCAST.md))."""

    topics: tuple[str, ...] = Field(
        default=("civil_protection", "roads", "school", "waste", "culture", "deadlines"),
        min_length=1,
        description="What citizens may ask to hear of: `civil_protection`, `roads`, `school`, `waste`, "
        "`culture`, `deadlines`. In the environment: separated by commas.",
    )
    quiet: str = Field(
        default="21:00-08:00",
        pattern=rf"{_HOURS}|^$",
        description="The hours in which only emergencies leave, in the city's time; `00:00-00:00`: none.",
    )
    quiet_sundays: bool = Field(
        default=True, description="Whether Sundays and holidays are quiet all day, but for emergencies."
    )
    aliases: tuple[str, ...] = Field(
        default=(),
        description="Names that may stand in place of the number of an SMS: at most 11 letters and digits, "
        "registered with the provider; nobody can answer them. In the environment: separated by commas.",
    )
    sms_rate: float = Field(
        default=10.0,
        gt=0,
        description="How many SMS of a broadcast may leave in a second, all processes together.",
    )
    sms_sender_rate: float | None = Field(
        default=None,
        gt=0,
        description="The same for each number or name under which they leave, where one network carries "
        "several; unset: no other limit than `sms_rate`.",
    )
    telegram_rate: float = Field(
        default=25.0, gt=0, description="The same for Telegram, whose own limit is 30 in a second."
    )
    mail_rate: float = Field(default=5.0, gt=0, description="The same for e-mail.")
    in_flight: int = Field(
        default=12,
        ge=1,
        le=200,
        description="How many parts of a broadcast may be on their way to a network at the same time: more "
        "make replies wait longer.",
    )
    budget: int = Field(
        default=500,
        ge=0,
        description="Euros that a broadcast may cost on the word of one approver; above, two are needed.",
    )
    prices: Path | None = Field(
        default=None,
        description="The city's own table of what networks charge (TOML, of the form of "
        "`platforms/tariffs/tariffs.toml`). Unset: what another city has paid.",
    )
    cap_codes: tuple[str, ...] = Field(
        default=(),
        description="Codes that stand for all of the city in the alerts of others (geocodes of CAP: of "
        "ISTAT, or of the alert zone of the region). In the environment: separated by commas.",
    )
    keep_days: int = Field(
        default=90,
        ge=1,
        description="For how many days after its end it is kept who got a broadcast; the figures stay.",
    )

    @field_validator("topics", "aliases", "cap_codes", mode="before")
    @classmethod
    def _separated(cls, value: Any) -> Any:
        return tuple(filter(None, map(str.strip, value.split(",")))) if isinstance(value, str) else value
