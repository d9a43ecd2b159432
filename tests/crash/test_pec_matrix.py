"""The crash matrix of a PEC mailbox: killed anywhere, every PEC is registered and answered once."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from collections.abc import Set as AbstractSet
from datetime import timedelta
from hashlib import sha256
from itertools import count, cycle
from pathlib import Path

import pytest

from bot.clock import Clock
from platforms.pec.authority import new_key
from platforms.pec.trouble import FINE, Trouble
from storage.database import open_database
from storage.register import SqlRegister
from tests.crash.certified import CertifiedMails, CertifiedPeer
from tests.crash.child import READY, STORE, Journal, Point
from tests.crash.conftest import fill
from tests.crash.places import Places, kind_of
from tests.crash.replay import Call, Replayed, Saved, keep_copy, prepare, watch
from tests.crash.scenario import OPENING, Step
from tests.crash.test_matrix import AT_ONCE
from tests.crash.world import World, differences, read_world
from tests.front.pec_scene import written

_folders = count(1)
_drawn = [new_key() for _ in range(4)]
# What no two runs have in common: numbers of the register, hashes over a forger's key, ids that nobody sent.
_MADE_UP = re.compile(r"\d{7}/2026|[0-9a-f]{64}|<\d+@altrove\.example>")

ADA, BEA, CARLO = "ada@pec.example.it", "bea@pec.example.it", "carlo@pec.example.it"
RECEIPTS = frozenset({"accettazione", "avvenuta-consegna"})

_QUERIES = {
    "entries": "SELECT direction, sender, recipients, subject, answers <> '', enclosed FROM register_entry",
    "events": "SELECT what, count(*) FROM register_event GROUP BY what",
    "receipts": "SELECT kind, state, code, about, verdict, part_key IS NULL FROM receipt",
    "files": "SELECT count(*) FROM blob",
}


async def asks(mails: CertifiedMails) -> None:
    await mails.peer.certified(ADA, written(sender=ADA))


async def asks_with_receipts_out_of_order(mails: CertifiedMails) -> None:
    mails.peer.submission.trouble = Trouble(backwards=True, twice=RECEIPTS)
    await asks(mails)


async def writes_what_has_no_answer(mails: CertifiedMails) -> None:
    """Round what a citizen writes: a forged letter, a machine's, an unreadable one, ordinary mail, a copy."""
    peer = mails.peer
    mails.peer.submission.trouble = Trouble(unknown=frozenset({"accettazione"}))
    for sender, raw, trouble in (
        (BEA, written(sender=BEA), Trouble(forged=frozenset({"posta-certificata"}))),
        (BEA, written(sender=BEA, more="Auto-Submitted: auto-replied\n"), FINE),
        (CARLO, written(sender=CARLO).replace(b"text/plain", b"multipart/mixed"), FINE),
        (ADA, written("operatore", "", sender=ADA), Trouble(twice=frozenset({"posta-certificata"}))),
    ):
        await peer.certified(sender, raw, trouble)
    await peer.deliver(written(sender="dora@example.org"), OPENING)


# What of each story's commits no other has.
HAPPENS = {
    asks: frozenset(),
    asks_with_receipts_out_of_order: frozenset({"receipt", "mailbox"}),
    writes_what_has_no_answer: frozenset({"certified", "receipt", "aside", "mailbox", "park"}),
}


@pytest.fixture(scope="module")
async def opening(tmp_path_factory: pytest.TempPathFactory) -> Saved:
    """The store at the beginning."""
    return Saved(await fill(tmp_path_factory.mktemp("certified")))


async def replay(
    folder: Path,
    happens: Callable[[CertifiedMails], Awaitable[None]],
    before: Saved,
    dies: Sequence[Point | Call] = (),
) -> Replayed:
    """Let it happen to a counter that dies at a commit, or once during a call."""
    clock = prepare(folder, Step(1, "pec", OPENING + timedelta(hours=1), happens), before)
    async with CertifiedPeer().running() as peer:
        keys = cycle(_drawn)
        (folder / "authority.pem").write_bytes(peer.certify(clock, lambda: next(keys)).pem)
        points = [point for point in dies if isinstance(point, Point)]
        mails = CertifiedMails(folder, peer, clock, folder / "authority.pem", points)
        calls = watch(mails, dies)
        try:
            await happens(mails)
            await mails.close()
            world = {**_read(mails), **await _register(folder, clock)}
            saved = Saved(keep_copy(mails.store, folder / "after.db"))
        finally:
            await mails.leave()
    return Replayed(saved, world, Journal(folder).read(), calls, mails.deaths)


def _read(mails: CertifiedMails) -> World:
    """Read all that must be the same; whoever is killed may number letters in another order."""
    world = {
        name: [tuple(_MADE_UP.sub("MADE UP", str(cell)) for cell in row) for row in rows]
        for name, rows in read_world(mails.store, ()).items()
    }
    more = {name: mails.store.execute(query).fetchall() for name, query in _QUERIES.items()}
    taken = mails.peer.submission.taken
    sealed = mails.store.execute("SELECT document FROM register_event WHERE what = 'sealed'").fetchall()
    hashes = {sha256(each.raw).hexdigest() for each in taken}
    return {
        **world,
        **more,
        "taken": [(each.recipient,) for each in taken],
        "numbers": mails.store.execute("SELECT number FROM register_entry").fetchall(),
        "sealed": [(len(sealed) == len(hashes), all(any(h in row[0] for h in hashes) for row in sealed))],
    }


async def _register(folder: Path, clock: Clock) -> World:
    database = open_database(f"sqlite:///{folder / STORE}", clock=clock, owner="verify")
    try:
        return {"whole": [((await SqlRegister(database).verify()).whole,)]}
    finally:
        database.close()


@pytest.mark.parametrize(("happens", "only"), HAPPENS.items(), ids=[each.__name__ for each in HAPPENS])
async def test_every_pec_is_registered_once_and_every_answer_leaves_once(
    happens: Callable[[CertifiedMails], Awaitable[None]],
    only: AbstractSet[str],
    opening: Saved,
    places: Places,
    tmp_path: Path,
) -> None:
    """Nothing is missing and nothing is there twice: of a certified letter a second copy is a second act."""
    came = await replay(tmp_path / "recorded", happens, opening)
    passed = {point.name for point in came.journal}
    assert {"mailbox", "certified", "register", "seal", "receipt"} <= passed
    assert ("aside" in passed) == (happens is writes_what_has_no_answer)
    assert (came.world["whole"], came.world["sealed"]) == ([(True,)], [(True, True)])
    points = [
        each
        for each in came.points(since=READY)
        if not only or (isinstance(each, Point) and each.name in only)
    ]
    limit = asyncio.Semaphore(AT_ONCE)

    async def kill(dies: Point | Call) -> tuple[Point | Call, Sequence[str]]:
        async with limit:
            died = await replay(tmp_path / f"{next(_folders)}", happens, opening, [dies])
        return dies, differences(came.world, died.world)

    found = await asyncio.gather(*map(kill, places.among(points, kind_of)))
    assert [f"killed at {dies}: {line}" for dies, lines in found for line in lines] == []
