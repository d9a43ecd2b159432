"""`sportello doctor`: the checks, with what each looks at."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import partial
from pathlib import Path

import aiohttp
from rich.console import Console

from bot.errors import Misconfigured
from bot.words import Words
from handlers import SERVICES
from sportello import doctor
from sportello.broadcast_checkup import broadcast_check
from sportello.certificates_checkup import certificate_check
from sportello.doctor import Check, Finding, Reply
from sportello.payments_checkup import payment_checks
from sportello.retention_checkup import retention_check
from sportello.settings import Settings, load
from sportello.settings.mailbox import Mailbox
from sportello.settings.networks import TwilioAccount
from sportello.stores import wall_clock
from sportello.vocabulary import load_words
from sportello.ztl_checkup import permit_check
from storage.database import read_url, sqlite_file
from storage.lock import is_held
from storage.schema import is_current

_TIMEOUT = aiohttp.ClientTimeout(total=doctor.PATIENCE)


async def examine_counter(environ: Mapping[str, str], directory: Path) -> int:
    """Look at every part and print what was found; the exit code."""
    try:
        settings = load(environ, directory)
    except Misconfigured as problem:
        return doctor.show(await doctor.examine([doctor.settings(problem)]), Console())
    async with aiohttp.ClientSession(timeout=_TIMEOUT) as session:
        return doctor.show(await doctor.examine(_checks(settings, session)), Console())


def _checks(settings: Settings, session: aiohttp.ClientSession) -> Sequence[Check]:
    account, spare = _Account(settings.sms, session), settings.sms_spare
    second = doctor.sms(
        spare, settings.web, "/twilio/sms", _Account(spare, session).fetch, section="sms_spare"
    )
    file = sqlite_file(read_url(settings.database.url))
    return [
        doctor.settings(None),
        doctor.database(_Store(settings)),
        doctor.web(settings.web),
        doctor.sms(settings.sms, settings.web, "/twilio/sms", account.fetch),
        *([second] if spare.enabled else []),
        doctor.telegram(settings.telegram, partial(_telegram, settings, session)),
        *_mailbox("e-mail", "mail", settings.mail),
        *_mailbox("pec", "pec", settings.pec),
        doctor.mailbox("pec trust", "pec", settings.pec, partial(_trust, settings)),
        doctor.mailbox("pec seal", "pec", settings.pec, partial(_seal, settings)),
        *payment_checks(settings, session, wall_clock(settings)),
        certificate_check(settings, wall_clock(settings), file.parent if file else Path.cwd()),
        retention_check(settings, wall_clock(settings)),
        permit_check(settings),
        broadcast_check(settings, wall_clock(settings)),
        doctor.words(lambda: holes(load_words(SERVICES, settings))),
        doctor.disk(
            file.parent if file else Path.cwd(), lambda folder: shutil.disk_usage(_existing(folder)).free
        ),
        doctor.time(wall_clock(settings), account.time),
    ]


async def _telegram(settings: Settings, session: aiohttp.ClientSession) -> Finding:
    from sportello.networks.telegram.checkup import examine_telegram  # its library loads only where it is on

    return await examine_telegram(settings, session, wall_clock(settings))


def _mailbox(name: str, section: str, group: Mailbox) -> Sequence[Check]:
    """The two servers of a mailbox."""

    async def inward() -> Finding:
        from sportello.networks.mail_checkup import examine_mailbox  # the libraries load only where it is on

        return await examine_mailbox(group, section, f"{name} in")

    async def outward() -> Finding:
        from sportello.networks.mail_checkup import examine_submission

        return await examine_submission(group, section, f"{name} out")

    return [
        doctor.mailbox(f"{name} in", section, group, inward),
        doctor.mailbox(f"{name} out", section, group, outward),
    ]


async def _trust(settings: Settings) -> Finding:
    from sportello.networks.pec_checkup import examine_trust

    return await asyncio.to_thread(examine_trust, settings)


async def _seal(settings: Settings) -> Finding:
    from sportello.networks.pec_checkup import examine_seal

    return await asyncio.to_thread(examine_seal, settings, wall_clock(settings))


def _existing(folder: Path) -> Path:
    return folder if folder.exists() else _existing(folder.absolute().parent)


def holes(words: Words) -> list[str]:
    """Texts that one language has and another lacks."""
    lacking = []
    for scope in {scope for scope, _ in words.catalogues}:
        names = {name for language in words.languages for name in words.catalogues[scope, language].names}
        for language in words.languages:
            lacking += [
                f"{scope}.{language}: {name}" for name in names - words.catalogues[scope, language].names
            ]
    return sorted(lacking)


class _Store:
    """The database as the doctor sees it."""

    def __init__(self, settings: Settings) -> None:
        self._url = settings.database.url
        self._file = sqlite_file(read_url(self._url))

    @property
    def shared(self) -> bool:
        """Whether several processes may serve from it."""
        return self._file is None

    async def schema_current(self) -> bool:
        """Whether every migration has been applied; a file that the counter will make is current."""
        return (self._file is not None and not self._file.exists()) or is_current(self._url)

    async def processes(self) -> int:
        """How many counters work on a file: its lock tells of one, and there cannot be two."""
        return int(self._file is not None and self._file.exists() and is_held(self._file))


class _Account:
    """Twilio's own word on our account."""

    def __init__(self, group: TwilioAccount, session: aiohttp.ClientSession) -> None:
        self._group = group
        self._session = session

    async def fetch(self) -> Reply:
        """Ask for the account resource (https://www.twilio.com/docs/iam/api/account)."""
        try:
            async with self._asked() as response:
                return Reply(response.status, _moment(response.headers.get("Date", "")))
        except aiohttp.ClientConnectionError:
            raise Misconfigured("Twilio cannot be reached: may this machine call out?") from None

    async def time(self) -> datetime | None:
        """The network's clock, if the network is configured."""
        return (await self.fetch()).date if self._group.enabled else None

    @asynccontextmanager
    async def _asked(self) -> AsyncIterator[aiohttp.ClientResponse]:
        group = self._group
        base = group.api_url or "https://api.twilio.com"
        token = group.auth_token.get_secret_value()
        headers = {"Authorization": aiohttp.encode_basic_auth(group.account_sid, token)}
        async with self._session.get(
            f"{base}/2010-04-01/Accounts/{group.account_sid}.json", headers=headers
        ) as response:
            yield response


def _moment(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except ValueError:
        return None
