"""What PEC (certified mail) needs before it can be used, and whom it believes."""

from pathlib import Path
from typing import Any, Literal

from pydantic import Field, field_validator

from sportello.settings.mailbox import Mailbox


class Pec(Mailbox):
    """PEC: works as soon as the address, its password and the two servers are set ([how](PEC.md))."""

    aliases: tuple[str, ...] = Field(
        default=(),
        description="Other addresses of the same mailbox: a PEC to one of them is to us, one from it is ours "
        "and has no answer. In the environment: separated by commas.",
    )
    largest_megabytes: int = Field(
        default=60,
        ge=1,
        description="A larger mail is not loaded: it is registered by its header and set aside for staff.",
    )
    file_megabytes: int = Field(
        default=20, ge=1, description="A larger attachment is not taken, and the citizen is told so."
    )
    hourly: int = Field(
        default=10,
        ge=1,
        description="How many PEC of one sender are answered in an hour; more are set aside for staff.",
    )
    rate: float = Field(default=1.0, gt=0, description="How many PEC may leave in a second.")
    burst: int = Field(default=5, ge=1, description="How many may leave at once after a pause.")
    receipts: Literal["completa", "breve", "sintetica"] = Field(
        default="completa",
        description="What the delivery receipts of our PEC are to hold: `completa` the whole message, "
        "`breve` hashes of its files, `sintetica` nothing of it.",
    )
    brief_megabytes: float = Field(
        default=2.0,
        gt=0,
        description="A PEC with files beyond this asks for `breve` in place of `completa`: the receipt comes "
        "back into our own mailbox.",
    )
    send_megabytes: int = Field(
        default=30, ge=1, description="The provider's limit: a larger PEC is not sent. By law at least 30."
    )
    trust: tuple[Path, ...] = Field(
        default=(),
        description="Certificates (PEM) of authorities whose signatures are believed besides AgID's. "
        "In the environment: separated by commas.",
    )

    @field_validator("trust", mode="before")
    @classmethod
    def _split_files(cls, given: Any) -> Any:
        return tuple(filter(None, map(str.strip, given.split(",")))) if isinstance(given, str) else given
