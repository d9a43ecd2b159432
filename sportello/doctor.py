"""Says of each part of the counter whether it works, and if not, what to do: `sportello doctor`.

What is not configured is not ill: it is listed with what is missing, and the exit code stays 0.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from pathlib import Path
from typing import Protocol

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.clock import Clock
from bot.errors import Misconfigured, SportelloError
from sportello.settings.groups import LOOPBACK, Web
from sportello.settings.mailbox import Mailbox
from sportello.settings.networks import Telegram, TwilioAccount

PATIENCE = 10.0  # seconds that a check may take
ENOUGH_BYTES = 500_000_000  # some weeks of messages and attachments of a busy city
SKEW = timedelta(minutes=2)  # beyond it links and terms of payment begin to lie


class Verdict(Enum):
    """What a check found; the value is the colour it is printed in."""

    OK = "green"
    MISSING = "yellow"  # not configured
    WRONG = "red"  # configured, and broken


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the table; `sentence` says what to do unless all is well."""

    name: str
    verdict: Verdict
    sentence: str


@dataclass(frozen=True, slots=True)
class Check:
    """Something to look at; `look` may raise: that too is a finding, in its own words if they are ours."""

    name: str
    look: Callable[[], Awaitable[Finding]]


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back from a network's API: the HTTP status, and its clock if it told."""

    status: int
    date: datetime | None = None


# Asks a network for the account itself, the cheapest thing that needs the credentials.
Fetch = Callable[[], Awaitable[Reply]]


class Store(Protocol):
    """What is asked of the database; every method raises whatever the driver raises."""

    @property
    def shared(self) -> bool:
        """Whether several processes may serve from it (PostgreSQL)."""

    async def schema_current(self) -> bool:
        """Whether every migration has been applied."""

    async def processes(self) -> int:
        """How many processes serve from it now, this one not counted."""


async def examine(checks: Sequence[Check]) -> Sequence[Finding]:
    """Run every check at once; one that fails or hangs costs only its own line."""
    return await asyncio.gather(*map(_examined, checks))


async def _examined(check: Check) -> Finding:
    try:
        return await asyncio.wait_for(check.look(), PATIENCE)
    except TimeoutError:
        return Finding(check.name, Verdict.WRONG, f"No answer within {PATIENCE:g} s.")
    except SportelloError as error:
        return Finding(check.name, Verdict.WRONG, str(error))
    except Exception as error:  # noqa: BLE001 - what a check cannot survive is its finding
        # The type only: the message of a driver may hold the address with its password.
        return Finding(check.name, Verdict.WRONG, f"Cannot be checked ({type(error).__name__}).")


def show(findings: Sequence[Finding], console: Console) -> int:
    """Print the table and return the exit code: 1 if something that is configured does not work."""
    table = Table("part", "state", "what to do")
    for finding in findings:
        state = "not configured" if finding.verdict is Verdict.MISSING else finding.verdict.name.lower()
        # Text, not markup: a sentence names settings like [sms] number.
        table.add_row(finding.name, Text(state, finding.verdict.value), Text(finding.sentence))
    console.print(table)
    return int(any(finding.verdict is Verdict.WRONG for finding in findings))


def settings(problem: Misconfigured | None) -> Check:
    """Look at what `load` said."""

    async def look() -> Finding:
        if problem is not None:
            return Finding("settings", Verdict.WRONG, str(problem))
        return Finding("settings", Verdict.OK, "Every setting can be read.")

    return Check("settings", look)


def database(store: Store) -> Check:
    """Look whether the store answers, is migrated, and serves as many processes as it can."""

    async def look() -> Finding:
        if not await store.schema_current():
            return Finding("database", Verdict.WRONG, "Older schema: run `sportello db upgrade`.")
        others = await store.processes()
        if others > 1 and not store.shared:
            text = f"{others} processes serve from one SQLite file: stop all but one, or move to PostgreSQL."
            return Finding("database", Verdict.WRONG, text)
        return Finding("database", Verdict.OK, "Reached, and its schema is current.")

    return Check("database", look)


def sms(group: TwilioAccount, web: Web, hook: str, fetch: Fetch, section: str = "sms") -> Check:
    """Look whether Twilio knows us and can call `hook`, the path of its webhook.

    `fetch` is not called unless SMS is configured.
    """

    async def look() -> Finding:
        if group.missing:
            names = ", ".join(f"[{section}] {name}" for name in group.missing)
            return Finding(section, Verdict.MISSING, f"Still missing: {names}.")
        reply = await fetch()
        return Finding(section, *_credentials(reply.status, section) or _way_in(group, web, hook))

    return Check(section, look)


def _credentials(status: int, section: str) -> tuple[Verdict, str] | None:
    if status in {401, 403}:
        return Verdict.WRONG, f"Twilio refuses the account: check [{section}] account_sid and auth_token."
    if status == 404:  # noqa: PLR2004 - HTTP: no such account
        return Verdict.WRONG, f"Twilio knows no such account: check [{section}] account_sid."
    if status != 200:  # noqa: PLR2004 - HTTP: all is well
        return Verdict.WRONG, f"Twilio answers {status}: look at its status page and try again."
    return None


def _way_in(group: TwilioAccount, web: Web, hook: str) -> tuple[Verdict, str]:
    if not web.public_url and web.host in LOOPBACK and not group.api_url:
        return Verdict.WRONG, "Twilio cannot call this machine: set [web] public_url to an https address."
    if not web.address.startswith("https://") and not group.api_url:
        return Verdict.WRONG, "Messages would travel in the open: [web] public_url must begin with https://."
    return Verdict.OK, f"Account reached. The number's webhook at Twilio must be {web.address}{hook}"


def telegram(group: Telegram, look: Callable[[], Awaitable[Finding]]) -> Check:
    """Look whether Telegram knows our bot and brings us its messages; nobody is asked unless it is set."""

    async def unless_missing() -> Finding:
        if group.missing:
            return Finding("telegram", Verdict.MISSING, "Still missing: [telegram] token.")
        return await look()

    return Check("telegram", unless_missing)


def mailbox(name: str, section: str, group: Mailbox, look: Callable[[], Awaitable[Finding]]) -> Check:
    """Look at something that a mailbox needs; nobody is asked unless all of its section is set."""

    async def unless_missing() -> Finding:
        if group.missing:
            names = ", ".join(f"[{section}] {each}" for each in group.missing)
            return Finding(name, Verdict.MISSING, f"Still missing: {names}.")
        return await look()

    return Check(name, unless_missing)


def web(group: Web) -> Check:
    """Look whether the links in messages lead anywhere, and whether the phone stands open."""

    async def look() -> Finding:
        if group.phone and group.host not in LOOPBACK:
            text = "The phone lets anybody write as anybody: [web] phone only where nobody else can reach it."
            return Finding("web", Verdict.WRONG, text)
        if not group.public_url and group.host not in LOOPBACK:
            text = f"Links in messages would begin with {group.address}: set [web] public_url."
            return Finding("web", Verdict.WRONG, text)
        return Finding("web", Verdict.OK, f"Links in messages begin with {group.address}")

    return Check("web", look)


def words(holes: Callable[[], Sequence[str]]) -> Check:
    """Look whether every text exists in every language; `holes` names those that do not."""

    async def look() -> Finding:
        lacking = holes()
        if lacking:
            shown = ", ".join(lacking[:5]) + (f" and {len(lacking) - 5} more" if len(lacking) > 5 else "")  # noqa: PLR2004 - a line's worth
            return Finding("words", Verdict.WRONG, f"Texts are missing: {shown}.")
        return Finding("words", Verdict.OK, "Every text exists in every language.")

    return Check("words", look)


def disk(folder: Path, free: Callable[[Path], int]) -> Check:
    """Look at the room left for the database; `free` gives bytes."""

    async def look() -> Finding:
        left = free(folder)
        if left < ENOUGH_BYTES:
            text = f"Only {left // 1_000_000} MB left beside the database: make room, now."
            return Finding("disk", Verdict.WRONG, text)
        return Finding("disk", Verdict.OK, f"{left / 1e9:.1f} GB free.")

    return Check("disk", look)


def time(clock: Clock, elsewhere: Callable[[], Awaitable[datetime | None]]) -> Check:
    """Compare our clock with somebody else's: a network's, or the newest row of the store."""

    async def look() -> Finding:
        theirs = await elsewhere()
        if theirs is None:
            return Finding("clock", Verdict.MISSING, "Nothing to compare with until a channel is configured.")
        skew = abs(clock() - theirs)
        if skew > SKEW:
            text = (
                f"{skew.total_seconds():.0f} s away from the network's clock: switch on time synchronisation."
            )
            return Finding("clock", Verdict.WRONG, text)
        return Finding("clock", Verdict.OK, f"Right, to {skew.total_seconds():.0f} s.")

    return Check("clock", look)
