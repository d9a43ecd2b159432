"""What an application is worth by the way it comes: the table of who may file by what (CAD art. 65)."""

from dataclasses import dataclass
from enum import Enum

from bot.level import Standing


class Worth(Enum):
    """What a request of a service that is a filing is worth."""

    APPLICATION = "application"  # it is valid as it is, like one signed before the clerk
    DRAFT = "draft"  # until it is signed, by one of the ways of CAD art. 65


@dataclass(frozen=True, slots=True)
class Way:
    """One row: a proof, from which of its own levels on (0: it has none), and what that makes a request."""

    proof: str
    least: int
    worth: Worth


# The digital signature (a) and the signature on paper with a copy of the document (c) come as files and on
# paper: a person looks at them. The access point for mobile devices (b-bis) does not reach this counter.
WAYS = (
    # law: cad/65/1/b (the level that is enough is ours to set: the second, as for every service with effect)
    Way("spid", 2, Worth.APPLICATION),
    Way("cie", 2, Worth.APPLICATION),
    Way("cns", 0, Worth.APPLICATION),
    # law: cad/65/1/c-bis (the sender's own, as storage knows it)
    Way("pec", 0, Worth.APPLICATION),
    # law: cad/65/1 (none of its letters names these: who one is may be known, but nothing is signed)
    Way("spid", 0, Worth.DRAFT),
    Way("cie", 0, Worth.DRAFT),
    Way("credentials", 0, Worth.DRAFT),
    Way("desk", 0, Worth.DRAFT),
    Way("contact", 0, Worth.DRAFT),
)


def worth_of(standing: Standing) -> Worth:
    """Tell what a request is worth that comes with this proof; what no row names is a draft."""
    family, level = proof_of(standing)
    for way in WAYS:
        if way.proof == family and level >= way.least:
            return way.worth
    return Worth.DRAFT


def proof_of(standing: Standing) -> tuple[str, int]:
    """Part a proof into its family and its level: "spid-2" is ("spid", 2), "pec" is ("pec", 0)."""
    family, _, level = standing.proof.partition("-")
    return family, int(level) if level.isdecimal() else 0
