"""The office where staff work on certificates: the store, the keys, the seal, and who it is that types."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

from bot.errors import BadRequest, WrongAnswer
from bot.values import VerificationCode
from bot.values.value import Reading
from platforms.residents.embedded import EmbeddedResidents
from sportello.certification import Certification, open_certification
from sportello.credentials_office import user
from sportello.keys import keyring_of
from sportello.settings import load
from sportello.stores import visiting
from sportello.terminal import line
from storage.access_log import Access, SqlAccessLog
from storage.certificate_records import Certificate
from storage.citizens import SqlCitizens
from storage.database import Database

_NUMBER = re.compile(r"(\d{1,9})/(\d{4})")


@dataclass(frozen=True)
class CertificateCounter:
    """What the commands work on; `by` is who types, as the access log names them."""

    database: Database
    certification: Certification
    citizens: SqlCitizens
    by: str

    async def find(self, text: str) -> Certificate:
        """Find a certificate by its number, or any paper by its code; BadRequest if there is none."""
        kept = self.certification.office.kept
        if match := _NUMBER.fullmatch(text.strip()):
            found = await kept.by_number(int(match[1]), int(match[2]))
        else:
            found = await self.certification.live.find(str(self.code(text)))
        if found is None:
            raise BadRequest(f"no certificate {line(text)}")
        return found

    def code(self, text: str) -> VerificationCode:
        """Read a verification code; BadRequest if it is none."""
        try:
            return VerificationCode.parse(text, Reading(self.database.clock().date()))
        except WrongAnswer:
            raise BadRequest(
                f"{line(text)} is neither a number such as 12/2026 nor a verification code"
            ) from None

    async def note(self, citizen: str, what: str, about: str) -> None:
        """Note where the citizen can read it what is done with their data; committed on return."""
        await SqlAccessLog(self.database).note(Access(citizen, self.by, what, about))


@contextmanager
def certificate_counter(by: str | None = None) -> Iterator[CertificateCounter]:
    """Open it for a command."""
    settings = load(os.environ, Path.cwd())
    with visiting() as database:
        keyring = keyring_of(settings)
        residents = EmbeddedResidents(database, keyring)
        certification = open_certification(
            settings, database, keyring, residents, database.clock, lambda: token_hex(12)
        )
        citizens = SqlCitizens(database, keyring, lambda: token_hex(12))
        try:
            yield CertificateCounter(database, certification, citizens, by or user())
        finally:
            certification.close()
