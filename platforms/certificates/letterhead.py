"""Whose paper it is: the municipality's coat of arms, its office, and the languages of its own law."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from bot.errors import Misconfigured

_SHIELD = Path(__file__).with_name("templates") / "shield.svg"
_LARGEST = 400_000  # bytes: the picture is in every certificate
_PNG = b"\x89PNG\r\n\x1a\n"
OFFICE: Final = "Servizi demografici · Ufficio anagrafe"


@dataclass(frozen=True, slots=True)
class Arms:
    """A coat of arms as a picture: `form` is "svg" or "png"; `alt` empty for "Stemma: <municipality>"."""

    picture: bytes
    form: str = "svg"
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands above every certificate.

    `protected` are the languages that the law puts on a par with Italian in this municipality: a
    certificate in one of them is no translation. `office` signs.
    """

    arms: Arms | None = None
    office: str = OFFICE
    protected: tuple[str, ...] = ()


def arms_from(file: Path, alt: str = "") -> Arms:
    """Read a coat of arms; raises Misconfigured if the file is missing, too large, or neither SVG nor PNG."""
    try:
        picture = file.read_bytes()
    except OSError as error:
        raise Misconfigured(f"the coat of arms {file} cannot be read: {type(error).__name__}") from None
    if len(picture) > _LARGEST:
        raise Misconfigured(f"the coat of arms {file} has more than {_LARGEST // 1000} kB")
    if picture.startswith(_PNG):
        return Arms(picture, "png", alt)
    if b"<svg" in picture[:4096]:
        return Arms(picture, "svg", alt)
    raise Misconfigured(f"the coat of arms {file} is neither SVG nor PNG")


@lru_cache(maxsize=1)
def made_up_arms() -> Arms:
    """Give the shield of the made-up city, which is nobody's."""
    return Arms(_SHIELD.read_bytes())
