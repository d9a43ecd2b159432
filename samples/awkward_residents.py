"""Residents of Portoreale with whom something is not as with most people, each under a label."""

from collections.abc import Mapping
from typing import Final

from platforms.residents.resident import Resident
from samples.awkward_families import awkward_families
from samples.awkward_people import awkward_people


def awkward_residents() -> Mapping[str, Resident]:
    """Make them all, by label."""
    return {**awkward_families(), **awkward_people()}


# Whom a test or a page means by a label: their fiscal codes.
AWKWARD: Final[Mapping[str, str]] = {label: one.fiscal_code for label, one in awkward_residents().items()}
