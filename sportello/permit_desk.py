"""The office that makes papers of permits, wired: it numbers, prints and seals as certificates are."""

from collections.abc import Iterable
from functools import partial

from bot.clock import Ids
from bot.message import Traits
from platforms.certificates.letterhead import Letterhead, arms_from
from platforms.permits.handing_back import handing_back_pdf
from platforms.permits.rules import RuleTable
from platforms.permits.setting import permit_pdf
from platforms.residents.resident import Residents
from sportello.permitting import PermitOffice
from sportello.sealed_papers import SealedPapers
from sportello.settings import Settings
from storage.citizens import SqlCitizens
from storage.database import Database
from storage.permits import SqlPermits
from storage.sealing import Keyring


def permit_office(
    settings: Settings,
    database: Database,
    keyring: Keyring,
    residents: Residents,
    papers: SealedPapers,
    rules: RuleTable,
    ids: Ids,
    *,
    channels: Iterable[tuple[str, Traits]],
) -> PermitOffice:
    """Wire it; raises Misconfigured if the coat of arms cannot be read."""
    arms = settings.certificates.arms
    letterhead = Letterhead(arms_from(arms) if arms else None)
    national = settings.residents.source == "anpr"  # where each look-up is for a practice of its own
    return PermitOffice(
        papers,
        SqlPermits(database),
        SqlCitizens(database, keyring, ids),
        None if national else residents,
        partial(permit_pdf, letterhead=letterhead),
        partial(handing_back_pdf, letterhead=letterhead),
        frozenset(name for name, traits in channels if not traits.files),
        frozenset(kind.value for kind in rules.everywhere),
    )
