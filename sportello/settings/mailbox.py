"""What a mailbox needs before it can be used: an address, its password and two servers."""

import re
from datetime import date
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import Field, SecretStr, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from sportello.settings.groups import LOOPBACK, Group

_REQUIRED = ("address", "password", "imap_host", "smtp_host")
_ADDRESS = re.compile(r"[^\s@<>,;\"]{1,64}@[A-Za-z0-9.-]{1,250}")
_Security = Literal["tls", "starttls", "none"]


class Mailbox(Group):
    """A mailbox that citizens write to: it works with an address, its password and two servers."""

    address: str = Field(default="", description="The address that citizens write to and are answered from.")
    name: str = Field(default="", description="The name beside it. Unset: the municipality's.")
    aliases: tuple[str, ...] = Field(
        default=(),
        description="Other addresses that lead to the same mailbox: mail from them is ours, without answer. "
        "In the environment: separated by commas.",
    )
    user: str = Field(default="", description="The name to log in with. Unset: the address.")
    password: SecretStr = Field(
        default=SecretStr(""),
        description="The password: where the provider makes app passwords, one of those.",
    )
    imap_host: str = Field(default="", description="The server that mail is read from.")
    imap_port: int = Field(default=993, ge=1, le=65535, description="Its port: 993, or 143 with `starttls`.")
    imap_security: _Security = Field(
        default="tls", description="`tls`, `starttls`, or `none` for a server on this machine."
    )
    smtp_host: str = Field(default="", description="The server that mail is handed to.")
    smtp_port: int = Field(default=465, ge=1, le=65535, description="Its port: 465, or 587 with `starttls`.")
    smtp_security: _Security = Field(default="tls", description="As `imap_security`.")
    smtp_login: bool = Field(
        default=True, description="Whether to log in there; a relay of the house may know us by our address."
    )
    ca_file: Path | None = Field(
        default=None,
        description="Certificates (PEM) to trust besides the system's: the house's own authority.",
    )
    folder: str = Field(default="INBOX", min_length=1, description="The folder that is read.")
    since: date | None = Field(
        default=None,
        description="From which day on mails that lie there already are answered, as `2026-11-30`; looked at "
        "once, when the folder is read for the first time. Unset: only mails that arrive later.",
    )
    sent_folder: str = Field(
        default="",
        description="Where the provider files what we send, if it does so itself: a lost answer is looked up "
        "there.",
    )
    poll_seconds: float = Field(
        default=60.0, ge=5, description="How often to look for mail where the server does not tell (no IDLE)."
    )
    largest_megabytes: int = Field(
        default=30, ge=1, description="A larger mail is not loaded: it is set aside for staff."
    )
    file_megabytes: int = Field(
        default=10, ge=1, description="A larger attachment is not taken, and the citizen is told so."
    )
    hourly: int = Field(
        default=20,
        ge=1,
        description="How many mails of one sender are answered in an hour; more are set aside for staff.",
    )
    rate: float = Field(default=5.0, gt=0, description="How many mails may leave in a second.")
    burst: int = Field(default=20, ge=1, description="How many may leave at once after a pause.")

    @field_validator("aliases", mode="before")
    @classmethod
    def _split(cls, given: Any) -> Any:
        return tuple(filter(None, map(str.strip, given.split(",")))) if isinstance(given, str) else given

    @field_validator("address", "aliases")
    @classmethod
    def _addresses(cls, given: str | tuple[str, ...]) -> str | tuple[str, ...]:
        for address in (given,) if isinstance(given, str) else given:
            if address and not _ADDRESS.fullmatch(address):
                raise ValueError("must be an e-mail address, such as sportello@comune.example.it")
        return given

    @field_validator("imap_security", "smtp_security")
    @classmethod
    def _never_in_the_open(cls, given: str, about: ValidationInfo) -> str:
        host = about.data.get(f"{str(about.field_name).partition('_')[0]}_host", "")
        if given == "none" and host not in LOOPBACK:
            raise ValueError("must be tls or starttls: only a server on this machine may do without")
        return given

    @model_validator(mode="after")
    def _complete(self) -> Self:
        missing = self.missing
        if missing and len(missing) < len(_REQUIRED):  # all of them missing: this network is not wanted
            raise PydanticCustomError("incomplete", "is incomplete", {"missing": missing, "hint": ""})
        return self

    @property
    def missing(self) -> tuple[str, ...]:
        """Names of the settings without which no mail can come or go; empty when it is ready."""
        given = {name: getattr(self, name) for name in _REQUIRED}
        given["password"] = self.password.get_secret_value()
        return tuple(name for name, value in given.items() if not value)

    @property
    def enabled(self) -> bool:
        """Whether this channel runs."""
        return not self.missing
