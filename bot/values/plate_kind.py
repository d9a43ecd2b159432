"""The series of Italian plates: what each looks like, and what is only almost one."""

import re
from enum import Enum

CAR_LETTERS = "A-HJ-NPR-TV-Z"  # DPR 495/1992 art. 255: the series since 1994 has no I, O, Q, U
MOPED_SIGNS = "2-9B-DF-HJ-NP-TV-Z"  # mopeds since 2006: no 0, no 1, no vowel, no Q

_PROVINCES = (
    "AG AL AN AO AP AQ AR AT AV BA BG BI BL BN BO BR BS BZ CA CB CE CH CL CN CO CR CS CT CZ EN FE FG FI FO "
    "FR GE GO GR IM IS KR LC LE LI LO LT LU MC ME MI MN MO MS MT NA NO NU OR PA PC PD PE PG PI PN PO PR PS "
    "PT PV PZ RA RC RE RG RI RN RO ROMA SA SI SO SP SR SS SV TA TE TN TO TP TR TS TV UD VA VB VC VE VI VR "
    "VT VV"
)
_BODIES = "EI CC AM MM CP VF CRI CD CFS DPC GDIF POLIZIA POLIZIAPENITENZIARIA UNP SMOM"


class Kind(Enum):
    """The kinds of plate that a fine may bear."""

    CAR = "car"
    MOTORCYCLE = "motorcycle"
    MOPED = "moped"
    OLD_MOPED = "old moped"  # the five signs of the mark before 2006
    TRAILER = "trailer"
    POLICE = "local police"
    OLD = "before 1994"  # province and number
    SPECIAL = "armed forces, police, diplomats"
    FOREIGN = "foreign"


_SHAPES = tuple(
    (kind, re.compile(shape))
    for kind, shape in (
        (Kind.SPECIAL, rf"EE[0-9]{{3}}[{CAR_LETTERS}]{{2}}"),
        (Kind.TRAILER, rf"X[{CAR_LETTERS}][0-9]{{3}}[{CAR_LETTERS}]{{2}}"),
        (Kind.POLICE, rf"Y[{CAR_LETTERS}](?:[0-9]{{3}}[{CAR_LETTERS}]{{2}}|[0-9]{{5}})"),
        (Kind.CAR, rf"[{CAR_LETTERS}]{{2}}[0-9]{{3}}[{CAR_LETTERS}]{{2}}"),
        (Kind.MOTORCYCLE, r"[A-Z]{2}[0-9]{5}"),
        (Kind.MOPED, rf"X[{MOPED_SIGNS}]{{5}}"),
        (Kind.SPECIAL, rf"(?:{'|'.join(_BODIES.split())})[A-Z]{{0,2}}[0-9]{{3,6}}[A-Z]{{0,2}}"),
        (Kind.OLD, rf"(?:{'|'.join(_PROVINCES.split())})(?=(?:[0-9]*[A-Z])?[0-9]*$)[A-Z0-9]{{5,6}}"),
        (Kind.OLD_MOPED, r"(?=.*[0-9])(?=.*[A-Z])[A-Z0-9]{5}"),
    )
)
_DOUBTFUL = re.compile(r"[A-Z]{2}[0-9OI]{3}[A-Z]{2}|[A-Z01]{2}[0-9]{3}[A-Z01]{2}|[A-Z]{2}[0-9OI]{5}")
_CUT_SHORT = re.compile(
    r"[A-Z]{2}[0-9]{3}[A-Z]|[A-Z][0-9]{3}[A-Z]{2}|[A-Z]{2}[0-9]{2}[A-Z]{2}|[A-Z]{2}[0-9]{4}"
)
_FREE = re.compile(r"(?=.*[0-9])(?=.*[A-Z])[A-Z0-9]{4,10}")


def kind_of(text: str) -> Kind | None:
    """Tell the Italian series of a plate in capitals without separators; None if it is of none."""
    return next((kind for kind, shape in _SHAPES if shape.fullmatch(text)), None)


def fault_of(text: str) -> str:
    """Tell why a text without a country is not a plate; empty if it may be a foreign one.

    "letters": O for 0 or I for 1, or letters that the series does not use. "length": one sign is missing
    from a car's or a motorcycle's. "shape": anything else. Nothing is ever corrected: AB0 and ABO both exist.
    """
    if _DOUBTFUL.fullmatch(text):
        return "letters"
    if _CUT_SHORT.fullmatch(text):
        return "length"
    return "" if _FREE.fullmatch(text) else "shape"
