"""Who the office is in the register and in its signatures, and how long it has to answer."""

from pathlib import Path

from pydantic import Field, SecretStr

from sportello.settings.groups import Group


class Register(Group):
    """The register (protocollo): what the municipality is called in it, and what signs for it."""

    administration: str = Field(
        default="",
        pattern=r"^[\w-]{0,16}$",
        description="The municipality's code in the index of public administrations (IPA), such as `c_e625`.",
    )
    area: str = Field(
        default="",
        pattern=r"^[\w-]{0,16}$",
        description="The code of the area (AOO) that keeps this register, as the index has it.",
    )
    code: str = Field(
        default="",
        pattern=r"^[\w-]{0,16}$",
        description="The code of this register, where the area keeps several.",
    )
    certificate: Path | None = Field(
        default=None,
        description="The municipality's certificate with its key (PKCS#12) that signs `Segnatura.xml`. "
        "Unset: none is written.",
    )
    certificate_password: SecretStr = Field(default=SecretStr(""), description="The password of that file.")
    answer_days: int = Field(
        default=30,
        ge=1,
        le=180,
        description="Within how many days an answer is due, counted from the day of arrival: 30 unless the "
        "municipality has set another term (L. 241/1990 art. 2).",
    )
