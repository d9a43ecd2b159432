"""What each network needs before it can be used: a group that is set in part stops the start."""

import re
from typing import Literal, Self

import phonenumbers
from pydantic import Field, SecretStr, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from sportello.settings.groups import Group


class TwilioAccount(Group):
    """An account at Twilio and the sender of its messages."""

    account_sid: str = Field(default="", description="The account at Twilio: `AC` and 32 hexadecimal digits.")
    auth_token: SecretStr = Field(
        default=SecretStr(""),
        description="The secret of the account; it also checks the signature of incoming calls.",
    )
    number: str = Field(default="", description="The number we write from, with its prefix: `+39…`.")
    messaging_service_sid: str = Field(
        default="",
        description="A Messaging Service to write from in place of a number: `MG` and 32 hexadecimal digits.",
    )
    api_url: str = Field(
        default="", description="Twilio's address, if it is not Twilio's own: a peer for tests."
    )

    @field_validator("account_sid", "messaging_service_sid")
    @classmethod
    def _sid(cls, given: str, about: ValidationInfo) -> str:
        kind = "AC" if about.field_name == "account_sid" else "MG"
        if given and not re.fullmatch(rf"{kind}[0-9a-fA-F]{{32}}", given):
            raise ValueError(f"must be {kind} and 32 hexadecimal digits")
        return given

    @field_validator("number")
    @classmethod
    def _telephone(cls, given: str) -> str:
        if not given:
            return given
        try:
            parsed = phonenumbers.parse(given)
        except phonenumbers.NumberParseException:
            raise ValueError("must be a telephone number that begins with + and its prefix") from None
        return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)

    @model_validator(mode="after")
    def _complete(self) -> Self:
        missing = self.missing
        if missing and len(missing) < 3:  # noqa: PLR2004 - all three missing: SMS is not wanted
            hint = "; a messaging_service_sid does as well as a number" if "number" in missing else ""
            raise PydanticCustomError("incomplete", "is incomplete", {"missing": missing, "hint": hint})
        return self

    @property
    def missing(self) -> tuple[str, ...]:
        """Names of the settings without which no SMS can leave; empty when SMS is ready."""
        given = {
            "account_sid": self.account_sid,
            "auth_token": self.auth_token.get_secret_value(),
            "number": self.number or self.messaging_service_sid,
        }
        return tuple(name for name, value in given.items() if not value)

    @property
    def enabled(self) -> bool:
        """Whether this channel runs."""
        return not self.missing


class Sms(TwilioAccount):
    """SMS through Twilio: works as soon as the account and a sender are set."""

    rate: float = Field(default=1.0, gt=0, description="How many SMS may leave in a second.")
    burst: int = Field(default=5, ge=1, description="How many may leave at once after a pause.")
    hourly: int = Field(default=60, ge=1, description="How many SMS one recipient may get in an hour.")


class SmsSpare(TwilioAccount):
    """A second account at Twilio beside `[sms]`: what the first does not take leaves by it."""

    share: float = Field(
        default=0.0,
        ge=0.0,
        le=1.0,
        description="How much of a broadcast leaves by it while both are well: `0.3` is three in ten. "
        "Replies leave by `[sms]` as long as that is well.",
    )


class Telegram(Group):
    """Telegram: works as soon as the bot's token is set ([how](TELEGRAM.md))."""

    token: SecretStr = Field(
        default=SecretStr(""),
        description="The secret that BotFather gives for the bot: digits, a colon, letters and digits.",
    )
    mode: Literal["polling", "webhook"] = Field(
        default="polling",
        description="`polling`: the counter asks Telegram, no address of ours is needed. `webhook`: Telegram "
        "calls us under `[web] public_url`, which must then be https.",
    )
    max_file_mb: int = Field(
        default=10,
        ge=1,
        le=20,
        description="The largest file taken from a citizen, in millions of bytes; "
        "Telegram gives out 20 at most.",
    )
    rate: float = Field(default=25.0, gt=0, description="How many messages may leave in a second.")
    burst: int = Field(default=25, ge=1, description="How many may leave at once after a quiet time.")
    hourly: int = Field(
        default=240,
        ge=1,
        description="How many messages one chat may get in an hour: "
        "nobody needs so many, two machines that answer each other do.",
    )
    api_url: str = Field(
        default="",
        description="Where the Bot API is reached, if it is a server of your own. Unset: Telegram itself.",
    )

    @field_validator("token")
    @classmethod
    def _of_a_bot(cls, given: SecretStr) -> SecretStr:
        token = given.get_secret_value()
        if token and not re.fullmatch(r"\d+:[\w-]{20,}", token, re.ASCII):
            raise ValueError("must be the token as BotFather wrote it: digits, a colon, letters and digits")
        return given

    @field_validator("api_url")
    @classmethod
    def _without_a_final_slash(cls, given: str) -> str:
        if given and not given.startswith(("http://", "https://")):
            raise ValueError("must be a web address")
        return given.rstrip("/")

    @property
    def missing(self) -> tuple[str, ...]:
        """Names of the settings without which the bot is silent; empty when it is ready."""
        return () if self.token.get_secret_value() else ("token",)

    @property
    def enabled(self) -> bool:
        """Whether this channel runs."""
        return not self.missing
