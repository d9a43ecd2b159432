"""Which of somebody's names is the surname, by the letters that their fiscal code begins with."""

import unicodedata

from bot.values import FiscalCode, PersonName

_VOWELS = frozenset("AEIOU")
_SIGNS = 3
_PICKED = 4  # consonants of a first name from which on the second is left out


# law: dm23-12-1976/2 (three signs of the surname, then three of the name)
def parted(holder: PersonName, code: FiscalCode) -> tuple[str, str] | None:
    """Part names into first name and surname, in whichever order they were written.

    None if no way of parting them gives this code: one of the two is written wrongly, or somebody else's.
    """
    words = holder.text.split()
    for at in range(1, len(words)):
        first, second = " ".join(words[:at]), " ".join(words[at:])
        for name, surname in ((first, second), (second, first)):
            if code.text.startswith(_surname_signs(surname) + _name_signs(name)):
                return name, surname
    return None


def _surname_signs(surname: str) -> str:
    consonants, vowels = _letters(surname)
    return _three(consonants + vowels)


def _name_signs(name: str) -> str:
    consonants, vowels = _letters(name)
    if len(consonants) >= _PICKED:
        consonants = consonants[0] + consonants[2:]
    return _three(consonants + vowels)


def _three(letters: str) -> str:
    return letters[:_SIGNS].ljust(_SIGNS, "X")


def _letters(text: str) -> tuple[str, str]:
    """Give consonants and vowels in their order, without accents."""
    plain = [sign for sign in unicodedata.normalize("NFKD", text).upper() if "A" <= sign <= "Z"]
    vowels = "".join(sign for sign in plain if sign in _VOWELS)
    return "".join(sign for sign in plain if sign not in _VOWELS), vowels
