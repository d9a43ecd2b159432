"""What seals the certificates of the register of residents."""

from pathlib import Path
from typing import Any, Literal

from pydantic import Field, SecretStr, field_validator

from sportello.settings.groups import Group


class Certificates(Group):
    """Certificates of the register of residents: what seals them, and how they look."""

    seal: Path | None = Field(
        default=None,
        description="The municipality's certificate for electronic seals with its key (PKCS#12). Unset: a "
        "throw-away one is made, and FACSIMILE stands across each page.",
    )
    seal_password: SecretStr = Field(default=SecretStr(""), description="The password of that file.")
    arms: Path | None = Field(
        default=None, description="The municipality's coat of arms (SVG or PNG). Unset: a made-up one."
    )
    office: str = Field(
        default="Servizi demografici · Ufficio anagrafe",
        min_length=1,
        max_length=80,
        description="The office that issues, as it stands under the municipality's name.",
    )
    protected_languages: tuple[Literal["de", "fr", "sl"], ...] = Field(
        default=(),
        description="Languages that the law puts on a par with Italian here (`de` in the province of "
        "Bolzano, `fr` in Valle d'Aosta, `sl` in the municipalities of L. 38/2001): they stand as large "
        "beside Italian. Any other is a courtesy. In the environment: separated by commas.",
    )
    tsa_url: str = Field(
        default="",
        pattern=r"^(https?://\S+)?$",
        description="A time stamping authority (RFC 3161) that each seal is stamped by. Unset: none.",
    )
    token_library: Path | None = Field(
        default=None,
        description="The PKCS#11 module of a token or HSM that holds the seal, in place of `seal`; it needs "
        "the package python-pkcs11.",
    )
    token_label: str = Field(default="", description="The label of that token.")
    token_name: str = Field(default="", description="The label of the key and of its certificate on it.")
    token_pin: SecretStr = Field(default=SecretStr(""), description="Its PIN.")

    duty_cents: int = Field(
        default=1600, ge=0, description="The stamp duty (bollo) of a sheet (DPR 642/1972, tariffa, art. 4)."
    )
    dues_cents: int = Field(
        default=0,
        ge=0,
        description="The dues (diritti di segreteria) of a certificate; half where the use is exempt from "
        "duty, none with the exemptions 4, 6, 7 and 10 of ANPR. Many cities waive them for what is asked "
        "from home.",
    )
    days_to_pay: int = Field(
        default=7, ge=1, le=60, description="For how many days the notice of the duty can be paid."
    )
    category: str = Field(
        default="",
        pattern=r"^([0-9]/[0-9]{7}(IM|TS|SP|SA|AP)/)?$",
        description="The code of the duty and of the dues in pagoPA's taxonomy: ask pagoPA or your technical "
        "partner, we know of none that is sure. Needed before certificates are sold in mode `node` or `gpd`.",
    )
    free_of_duty: tuple[Literal["BIRTH", "DEATH", "MARRIAGE", "CIVIL_UNION"], ...] = Field(
        default=(),
        description="Kinds that bear neither duty nor dues here: for a city that holds what L. 405/1990 says "
        "of civil status to apply to the register of residents too ([why not by "
        "default](decisions/021-duty-on-certificates-of-birth-marriage-and-death.md)). In the environment: "
        "separated by commas.",
    )

    @field_validator("protected_languages", "free_of_duty", mode="before")
    @classmethod
    def _split(cls, given: Any) -> Any:
        return tuple(filter(None, map(str.strip, given.split(",")))) if isinstance(given, str) else given

    @property
    def real(self) -> bool:
        """Whether there is a seal of the municipality's own."""
        return self.seal is not None or self.token_library is not None
