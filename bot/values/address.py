"""An address in the city: the street, the civic number, and what follows it."""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from typing import ClassVar, Self

from bot.errors import WrongAnswer
from bot.fixed import fixed
from bot.values.spelling import QUOTES, plain
from bot.values.value import Found, Reading, Sure

_KINDS = (
    "via viale piazza piazzale piazzetta corso largo vicolo vico strada stradone scali scalo borgo lungomare "
    "lungarno lungotevere salita scalinata contrada località localita frazione rione traversa calle campo "
    "galleria passaggio circonvallazione rotonda molo banchina chiasso costa riviera"
)
# Short forms without their dots, and in full.
_SHORT = {
    "v": "Via",
    "vle": "Viale",
    "pza": "Piazza",
    "pzza": "Piazza",
    "ple": "Piazzale",
    "pzle": "Piazzale",
    "cso": "Corso",
    "lgo": "Largo",
    "vlo": "Vicolo",
    "str": "Strada",
    "cda": "Contrada",
    "loc": "Località",
    "fraz": "Frazione",
}
_DOTTED = (
    r"v\.le|vle\.?|p\.zza|p\.za|pzza\.?|p\.le|p\.zle|c\.so|cso\.?|l\.go|v\.lo|str\.|c\.da|loc\.|fraz\.|v\."
)
_MONTH = r"gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre"
_KIND = rf"(?P<kind>(?:{'|'.join(_KINDS.split())})(?=\s)|(?:{_DOTTED})(?=\s|[^\W\d_]))"
_WORD = r"[^\W\d_](?:[^\W_]|['’.-](?=[^\W_]))*['’.]?"
_NAME = rf"(?P<name>(?:[0-9]{{1,2}}\s+)?{_WORD}(?:\s+{_WORD}){{0,6}}?)"
_CIVIC = (
    r"(?P<civic>[0-9]{1,4}(?:\s?/\s?(?:[0-9]{1,3}|[A-Za-z]{1,2})|\s?(?:bis|ter)|[A-Za-z]"
    r"|\s[A-Za-z](?=[\s.]*$|\s*,))?"
    r"|s\.?n\.?c\.?)(?![^\W_]|/\w)"
)
_STREET = rf"{_KIND}\s*{_NAME}"
_BEFORE_CIVIC = r"\s*,?\s*(?:(?:n(?:um|r)?[.°]?|numero|civico)\s*)?"
# "via Roma il 3 marzo", "alle 15:30" and "173 euro" are no civic numbers.
_NOT_AFTER = rf"(?!\s+(?:{_MONTH})|[:.,][0-9]|\s?(?:€|euro\b))"
_ADDRESS = rf"{_STREET}{_BEFORE_CIVIC}{_CIVIC}{_NOT_AFTER}"
_REST = r"\w[\w ,.()'/-]{0,78}\w"
# Small letters only: a pattern that ignores case takes three times as long.
_SHAPE = re.compile(rf"(?<![\w@/])(?<!della ){_ADDRESS}")
_WHOLE = re.compile(
    rf"(?:(?:abito|sto|in|at|indirizzo|address)\b[:\s]*)*{_ADDRESS}(?:[\s,;-]+(?P<rest>{_REST}))?[\s.]*",
    re.IGNORECASE,
)
_HINT = re.compile(r"(?<!\w)[^\W\d_]+")
_HINTS = frozenset((*_KINDS.split(), *(form.split("\\")[0] for form in _DOTTED.split("|"))))
_NO_NUMBER = re.compile(rf"(?:in\s+)?{_STREET}[\s.]*", re.IGNORECASE)
_PIECE = re.compile(r"[^\W\d_]+")
_SMALL = "di del della dello dei degli delle da dal e ed a al alla"
_SMALL_WORDS = frozenset(_SMALL.split())
_ROMAN = frozenset(("II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XX", "XXIV", "XXV"))
# "via Roma del 3": the name of a street never ends in these.
_LAST = "il del dal al e ho che alle ore on the per entro da verbale targa"
_NEVER_LAST = frozenset(_LAST.split())


@fixed
class Address:
    """An address (indirizzo): "Via Roma", "12/A", and what else was written (postcode, town, stair)."""

    RANK: ClassVar[int] = 75

    street: str
    civic: str
    rest: str = ""

    @classmethod
    def parse(cls, text: str, reading: Reading) -> Self:  # noqa: ARG003 - the contract of a value
        """Read a whole answer; "snc" stands for a street without numbers.

        Reasons: "number" (a street without its civic number), "shape" (no kind of street in front).
        """
        text = " ".join(unicodedata.normalize("NFC", text).translate(QUOTES).split())
        if match := _WHOLE.fullmatch(text):
            return cls._of(match["kind"], match["name"], match["civic"], match["rest"] or "")
        raise WrongAnswer("number" if _NO_NUMBER.fullmatch(text) else "shape")

    @classmethod
    def _of(cls, kind: str, name: str, civic: str, rest: str = "") -> Self:
        name = " ".join(name.translate(QUOTES).split())
        if plain(name).split()[-1] in _NEVER_LAST:
            raise WrongAnswer
        short = plain(kind).replace(".", "")
        kind = _SHORT.get(short) or ("Località" if short == "localita" else kind.capitalize())
        civic = re.sub(r"[\s.]", "", civic).upper()
        return cls(f"{kind} {_capitalised(name)}", "snc" if civic == "SNC" else civic, rest)

    @classmethod
    def find(cls, text: str, reading: Reading) -> Iterator[Found]:
        """Find streets with their number; what follows the number is left to others."""
        del reading
        small = text.lower()
        if len(small) != len(text) or _HINTS.isdisjoint(_HINT.findall(small)):
            return
        for match in _SHAPE.finditer(small):
            kind, name, civic = (text[slice(*match.span(group))] for group in ("kind", "name", "civic"))
            with suppress(WrongAnswer):
                yield Found(cls._of(kind, name, civic), match.start(), match.end(), Sure.LIKELY)

    def __str__(self) -> str:
        return f"{self.street} {self.civic}" + (f", {self.rest}" if self.rest else "")

    def show(self, language: str) -> str:  # noqa: ARG002 - an address is written as in its city
        """Write it as on an envelope."""
        return str(self)


def _capitalised(name: str) -> str:
    """Capitalise "dei mille" and "XX SETTEMBRE" as street signs do; mixed letters are left alone."""
    if not (name.isupper() or name.islower()):
        return name
    return " ".join(_one(word) for word in name.split())


def _one(word: str) -> str:
    if word.lower() in _SMALL_WORDS:
        return word.lower()
    if word.upper() in _ROMAN:
        return word.upper()
    return _PIECE.sub(lambda piece: piece[0].capitalize(), word)
