"""What each network needs before it can be used: a group that is set in part stops the start."""

import re
from typing import Self

import phonenumbers
from pydantic import Field, SecretStr, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from sportello.settings.groups import Group


class Sms(Group):
    """SMS through Twilio: works as soon as the account and a sender are set."""

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
    rate: float = Field(default=1.0, gt=0, description="How many SMS may leave in a second.")
    burst: int = Field(default=5, ge=1, description="How many may leave at once after a pause.")
    hourly: int = Field(default=60, ge=1, description="How many SMS one recipient may get in an hour.")
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
