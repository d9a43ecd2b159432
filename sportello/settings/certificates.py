"""What seals the certificates of the register of residents."""

from pathlib import Path

from pydantic import Field, SecretStr

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
