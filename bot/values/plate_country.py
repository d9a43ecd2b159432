"""The country of a foreign plate, as it is said ("targa tedesca") or as it is painted ("(D)")."""

import re

# The distinguishing sign of each country (Vienna Convention 1968, annex 3), and how a citizen says it.
_SAID = {
    "A": "austriac[ao]|austrian",
    "AL": "albanese|albanian",
    "B": "belga|belgian",
    "BG": "bulgar[ao]|bulgarian",
    "CH": "svizzer[ao]|swiss",
    "CZ": "cec[ao]|czech",
    "D": "tedesc[ao]|german",
    "DK": "danese|danish",
    "E": "spagnol[ao]|spanish",
    "F": "francese|french",
    "FIN": "finlandese|finnish",
    "FL": "liechtenstein",
    "GB": "inglese|britannic[ao]|british",
    "GR": "grec[ao]|greek",
    "H": "ungherese|hungarian",
    "HR": "croat[ao]|croatian",
    "IRL": "irlandese|irish",
    "L": "lussemburghese",
    "LT": "lituan[ao]|lithuanian",
    "LV": "lettone|latvian",
    "MA": "marocchin[ao]|moroccan",
    "MC": "monegasc[ao]",
    "MD": "moldav[ao]|moldovan",
    "N": "norvegese|norwegian",
    "NL": "olandese|dutch",
    "P": "portoghese|portuguese",
    "PL": "polacc[ao]|polish",
    "RO": "rumen[ao]|romen[ao]|romanian",
    "RSM": "sammarinese|san marino",
    "S": "svedese|swedish",
    "SK": "slovacc[ao]|slovak",
    "SLO": "sloven[ao]|slovenian",
    "SRB": "serb[ao]|serbian",
    "TR": "turc[ao]|turkish",
    "UA": "ucrain[ao]|ukrainian",
    "UK": "united kingdom",
    "EST": "estone|estonian",
    "V": "vatican[ao]",
    "EE": "stranier[ao]|ester[ao]|foreign",  # the country is not told
}
SIGNS = frozenset(_SAID)
SAID = rf"(?:{'|'.join(_SAID.values())})"
_BY_WORD = tuple((sign, re.compile(said, re.IGNORECASE)) for sign, said in _SAID.items())


def sign_of(said: str) -> str:
    """Give the sign of a country from its adjective or from the sign itself."""
    if said.upper() in SIGNS:
        return said.upper()
    return next((sign for sign, word in _BY_WORD if word.fullmatch(said)), "EE")
