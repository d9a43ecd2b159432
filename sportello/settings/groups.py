"""What an operator may set, group by group; names, defaults and descriptions make docs/SETTINGS.md."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BaseModel, ConfigDict, Field, field_validator
from stdnum import luhn

from bot.errors import Misconfigured
from storage.database import read_url, sqlite_file

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class Group(BaseModel):
    """One section of the settings: unknown names are refused, values never change after start."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, allow_inf_nan=False)


class City(Group):
    """The municipality (comune) that this counter belongs to."""

    name: Annotated[str, Field(min_length=1)] = Field(
        default="Comune di Prova", description="The municipality's name as it signs its letters."
    )
    fiscal_code: str = Field(
        default="01234567897",
        description="The municipality's own fiscal code, 11 digits: the creditor named in payment notices.",
    )
    time_zone: str = Field(
        default="Europe/Rome", description="The time zone of the citizens' day, a name of the IANA database."
    )
    patron: str | None = Field(
        default=None,
        description="The patron saint's day as DD-MM (`22-05`), a holiday when terms are counted.",
    )
    languages: tuple[Annotated[str, Field(pattern=r"^[a-z]{2}$")], ...] = Field(
        default=("it", "en"),
        description="Languages offered to citizens, two letters each; the first is spoken to strangers. "
        "In the environment: separated by commas.",
        min_length=1,
    )

    @field_validator("languages", mode="before")
    @classmethod
    def _split(cls, given: Any) -> Any:
        return tuple(word.strip() for word in given.split(",")) if isinstance(given, str) else given

    @field_validator("languages")
    @classmethod
    def _each_once(cls, given: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(given)) < len(given):
            raise ValueError("must name each language once")
        return given

    @field_validator("fiscal_code")
    @classmethod
    def _check_digit(cls, given: str) -> str:
        # No office code is looked up in it: those of bodies are older than the lists of provinces.
        if not (len(given) == 11 and given.isascii() and given.isdecimal() and luhn.is_valid(given)):  # noqa: PLR2004 - as the error says
            raise ValueError("must be 11 digits of which the last is the check digit")
        return given

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, given: str) -> str:
        if given not in available_timezones():
            raise ValueError("is no time zone of the IANA database, such as Europe/Rome")
        return given

    @field_validator("patron")
    @classmethod
    def _day_of_the_year(cls, given: str | None) -> str | None:
        if given is not None:
            try:
                _day_and_month(given)
            except ValueError:
                raise ValueError("must be a day of the year as DD-MM, such as 22-05") from None
        return given

    @property
    def zone(self) -> ZoneInfo:
        """The zone itself, for the Clock."""
        return ZoneInfo(self.time_zone)

    @property
    def patron_day(self) -> tuple[int, int] | None:
        """Month and day of the patron saint, in this order, as `datetime.date` takes them."""
        if self.patron is None:
            return None
        moment = _day_and_month(self.patron)
        return moment.month, moment.day


def _day_and_month(given: str) -> date:
    day, month = given.split("-")
    return date(2024, int(month), int(day))  # a leap year: 29-02 is a day too


class Database(Group):
    """Where everything is kept."""

    url: str = Field(
        default="sqlite:///data/sportello.db",
        description="`sqlite:///FILE` (relative to where the program starts) "
        "or `postgresql://USER:PASSWORD@HOST/NAME`.",
        repr=False,
    )

    @field_validator("url")
    @classmethod
    def _known_database(cls, given: str) -> str:
        try:
            sqlite_file(read_url(given))
        except Misconfigured as problem:
            raise ValueError(str(problem)) from None
        return given


class Web(Group):
    """The web server: networks' calls, public pages, the try-out phone."""

    host: Annotated[str, Field(min_length=1)] = Field(
        default="127.0.0.1", description="The address listened on."
    )
    port: int = Field(default=8080, ge=0, le=65535, description="The port listened on; 0 takes a free one.")
    public_url: str = Field(
        default="",
        description="The address under which citizens and networks reach this server, if a proxy stands in "
        "front: signatures of incoming calls are checked against it. Unset: `http://HOST:PORT`.",
    )
    phone: bool | None = Field(
        default=None,
        description="Whether the try-out phone is served in the browser. "
        "Unset: only when `host` is this machine alone and no `public_url` leads to it.",
    )

    @field_validator("public_url")
    @classmethod
    def _web_address(cls, given: str) -> str:
        parts = urlsplit(given)
        plain = parts._replace(query="", fragment="").geturl() == given and parts.username is None
        if given and (parts.scheme not in {"http", "https"} or not parts.hostname or not plain):
            raise ValueError("must be a web address such as https://sportello.example.org")
        return given.rstrip("/")

    @property
    def address(self) -> str:
        """The address to print, to sign for and to put into links; never ends with a slash."""
        return self.public_url or f"http://{self.host}:{self.port}"

    @property
    def offers_phone(self) -> bool:
        """Whether the try-out phone is served: it lets anybody write as anybody."""
        if self.phone is not None:
            return self.phone
        return self.host in LOOPBACK and (urlsplit(self.address).hostname or "") in LOOPBACK


class Fines(Group):
    """Rules of fines that a city decides, or that a reform may move."""

    preavviso_days: int = Field(
        default=15,
        ge=5,
        description="Until which day a windscreen notice (preavviso) can be paid before the fine is mailed.",
    )
    late_days: int = Field(
        default=90,
        ge=1,
        description="After how many days a notification is late (art. 201 of the highway code).",
    )
    surcharge_cap: Decimal = Field(
        default=Decimal("0.6"),
        ge=0,
        le=1,
        description="The most that half-yearly surcharges may add to an unpaid fine, as a share of it: "
        "`0.6` is three fifths.",
    )
    segregation_code: Annotated[str, Field(pattern=r"^[0-9]{2}$")] = Field(
        default="00",
        description="The two digits that PagoPA gave to the municipality for its notice numbers.",
    )
    category: str = Field(
        default="9/0102100SA/",
        pattern=r"^[0-9]/[0-9]{7}(IM|TS|SP|SA|AP)/$",
        description="The code of fines in pagoPA's taxonomy. Those that begin with 9 may since March "
        "2026 be offered to the debtor by pagoPA itself, where it knows the debtor.",
    )
    instalment_income: Decimal = Field(
        default=Decimal("10628.16"),
        ge=0,
        description="The yearly income (euro) up to which a fine may be paid in instalments "
        "(art. 202-bis of the highway code; it is brought up to date by decree).",
    )
    instalment_relative: Decimal = Field(
        default=Decimal("1032.91"),
        ge=0,
        description="By how much each cohabiting relative raises that income (euro).",
    )


class Conversations(Group):
    """How long an unfinished conversation is remembered."""

    keep_days: int = Field(
        default=30, ge=1, description="For how many days a half-done request can be taken up again."
    )


class Office(Group):
    """How citizens reach a person: shown whenever the counter cannot help."""

    phone: str = Field(default="", description="The office's telephone number, as citizens read it.")
    hours: str = Field(default="", description="When it answers: one line, such as `lun-ven 9-12`.")


class Log(Group):
    """What the program writes about its own work."""

    level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="The least serious lines that are written."
    )
    format: Literal["console", "json"] = Field(
        default="console",
        description="`console` for a person at a terminal, `json` for a collector: one object a line.",
    )


class Engine(Group):
    """How much is done at once, and how long a stop waits."""

    lanes: int = Field(default=512, ge=1, description="How many citizens are answered at the same time.")
    sends: int = Field(
        default=16, ge=1, description="How many messages of one channel are on their way out at once."
    )
    grace_seconds: float = Field(
        default=20.0,
        ge=0,
        description="How long a stop waits for what is in hand; the rest is taken up again.",
    )
