"""The office where a person gives out credentials: the store, the keys, and who it is that types."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from getpass import getuser
from pathlib import Path
from secrets import token_hex

from bot.errors import BadRequest
from bot.words import Words
from handlers import SERVICES
from handlers.get_credentials import SERVICE, CredentialDesk
from platforms.inad import NoDomiciles
from sportello.crediting import credential_desk
from sportello.keys import keyring_of
from sportello.settings import Settings, load
from sportello.stores import visiting
from sportello.terminal import line
from sportello.vocabulary import load_words
from storage.activations import Handover
from storage.applicants import SqlApplicants
from storage.citizens import Citizen
from storage.credentials import SqlCredentials
from storage.database import Database
from storage.passwords import Passwords
from storage.records import RECORDS

_LETTER = "email"  # the way in which an answer by PEC is worded


@dataclass(frozen=True)
class Office:
    """What the commands work on; `by` is who types, as the access log names them."""

    settings: Settings
    database: Database
    desk: CredentialDesk
    applicants: SqlApplicants
    by: str
    credentials: SqlCredentials
    words: Words | None = None  # where they are loaded already

    async def hand_over(self, citizen: Citizen, about: str) -> Handover:
        """Make a link for a citizen whose document was checked; committed on return."""
        prepared = await self.desk.activations.prepare(citizen, about, self.by)
        if not isinstance(prepared, Handover):
            raise BadRequest("these credentials are locked: `sportello credentials unlock` comes first")
        await self.database.writer.submit(RECORDS, list(prepared.records))
        return prepared

    async def made_known(self, person: Citizen) -> Citizen:
        """Register somebody whose document was checked."""
        found = await self.desk.citizens.by_id(await self.desk.citizens.admit(person, "desk"))
        if found is None:
            raise LookupError("somebody just made known is not there")
        return found

    async def known(self, fiscal_code: str) -> Citizen:
        """Find a citizen; BadRequest if there is none."""
        found = await self.desk.citizens.by_fiscal_code(fiscal_code)
        if found is None:
            raise BadRequest(f"nobody is registered with the fiscal code {line(fiscal_code)}")
        return found

    async def holder(self, named: str) -> Citizen:
        """Find a citizen by fiscal code or by username; BadRequest if there is none."""
        owner = await self.credentials.owner(named)
        found = await self.desk.citizens.by_id(owner) if owner else None
        return found or await self.known(named)

    def say(self, language: str, name: str, **values: object) -> str:
        """Say one of the texts of the service of credentials."""
        words = self.words or load_words(SERVICES, self.settings)
        return words.voice(language, _LETTER).say(SERVICE.name, name, **values)


@contextmanager
def office(by: str | None = None, *, giving: bool = False) -> Iterator[Office]:
    """Open it for a command; BadRequest if something is to be given out that the settings do not offer."""
    settings = load(os.environ, Path.cwd())
    if giving and settings.identity.local_credentials != "on":
        raise BadRequest(
            "[identity] local_credentials is off: citizens enter with SPID, CIE or CNS, and none is given out"
        )
    with visiting() as database:
        keyring = keyring_of(settings)
        credentials = SqlCredentials(database, keyring, Passwords(), database.clock)
        desk = credential_desk(settings, credentials, NoDomiciles(), _new_id)
        applicants = SqlApplicants(database, keyring, _new_id, database.clock, settings.register.answer_days)
        yield Office(settings, database, desk, applicants, by or user(), credentials)


def _new_id() -> str:
    return token_hex(12)


def write_new(file: Path, content: bytes) -> None:
    """Write a file for nobody else to read; BadRequest if it is there already."""
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
            opened.write(content)
    except FileExistsError:
        raise BadRequest(f"{file} is there already") from None
    except OSError as problem:
        raise BadRequest(f"cannot write {file}: {problem.strerror}") from None


def user() -> str:
    """Name the account that types."""
    try:
        return getuser()
    except (KeyError, OSError):  # an account without a name
        return f"uid {os.getuid()}"
