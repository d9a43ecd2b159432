"""The crash matrix of a mailbox: killed anywhere, no mail is lost, and what doubles is counted."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from tests.channels.mail.scene import FINE, mail
from tests.crash.child import READY, Journal, Point
from tests.crash.conftest import fill
from tests.crash.places import Places, kind_of
from tests.crash.post import Mails, MortalPeer
from tests.crash.replay import Call, Replayed, Saved, keep_copy, prepare, watch
from tests.crash.scenario import OPENING, Step
from tests.crash.test_matrix import AT_ONCE
from tests.crash.world import World, differences, read_world

_folders = count(1)

BEA = "bea@example.org"
RENUMBERED = Point("renumbered", "-", 0)  # in the journal: what was before it, `writes` has been killed at


async def writes(mails: Mails) -> None:
    await mails.peer.deliver(mail(FINE, name="<1@example.org>"), OPENING)


async def writes_what_has_no_answer(mails: Mails) -> None:
    """Among what a person writes: an absence note, a poison, and a mail that comes twice."""
    for raw in (
        mail("stato", name="<note@example.org>", more="Auto-Submitted: auto-replied\n"),
        b"\0\xff nothing of a mail",
        mail("stato", name="<b@example.org>", sender=BEA),
        mail("stato", name="<b@example.org>", sender=BEA),
    ):
        await mails.peer.deliver(raw, OPENING)


async def is_numbered_anew(mails: Mails) -> None:
    await writes(mails)
    await mails.settle()
    mails.note(RENUMBERED)
    await mails.peer.renumber()
    await mails.peer.deliver(mail("aiuto", name="<late@example.org>"), OPENING)


_IN = {"mailbox", "accept", "aside"}  # the commits of the way in
HAPPENS = (writes, writes_what_has_no_answer, is_numbered_anew)


@pytest.fixture(scope="module")
async def opening(tmp_path_factory: pytest.TempPathFactory) -> Saved:
    """The store at the beginning."""
    return Saved(await fill(tmp_path_factory.mktemp("posted")))


async def replay(
    folder: Path,
    happens: Callable[[Mails], Awaitable[None]],
    before: Saved,
    dies: Sequence[Point | Call] = (),
) -> Replayed:
    """Let it happen to a counter that dies at a commit, or once during a call."""
    clock = prepare(folder, Step(1, "mail", OPENING + timedelta(hours=1), happens), before)
    async with MortalPeer().running() as peer:
        mails = Mails(folder, peer, clock, 1, [point for point in dies if isinstance(point, Point)])
        calls = watch(mails, dies)
        try:
            await happens(mails)
            await mails.close()
            world = _read(mails)
            saved = Saved(keep_copy(mails.store, folder / "after.db"))
        finally:
            await mails.leave()
    return Replayed(saved, world, Journal(folder).read(), calls, mails.deaths)


def _read(mails: Mails) -> World:
    """Read all that must be the same, but for how often a mail was handed over."""
    world = dict(read_world(mails.store, ()))
    handed_over = mails.peer.submission.taken
    taken = Counter(each.raw for each in handed_over)
    names = {each.mail["Message-ID"] for each in handed_over}
    resent = sum(int(str(row[-1])) for row in world["outbox"])
    kept = mails.store.execute("SELECT sha256 FROM blob ORDER BY sha256").fetchall()
    return {
        **world,
        "outbox": [row[:-1] for row in world["outbox"]],
        "files": kept,
        "taken": [
            (each.recipient,) for each in {each.raw: each for each in mails.peer.submission.taken}.values()
        ],
        "uncounted": [(len(names) == len(taken), max(taken.values()) <= 1 + resent)],
    }


@pytest.mark.parametrize("happens", HAPPENS, ids=lambda happens: happens.__name__)
async def test_no_mail_is_lost_and_a_second_copy_is_the_first(
    happens: Callable[[Mails], Awaitable[None]], opening: Saved, places: Places, tmp_path: Path
) -> None:
    """Our server keeps no list of what it took: better twice than never, under one Message-ID, counted."""
    came = await replay(tmp_path / "recorded", happens, opening)
    limit = asyncio.Semaphore(AT_ONCE)

    async def kill(dies: Point | Call) -> tuple[Point | Call, Sequence[str]]:
        async with limit:
            died = await replay(tmp_path / f"{next(_folders)}", happens, opening, [dies])
        return dies, differences(came.world, died.world)

    points = came.points(since=READY)
    if RENUMBERED in came.journal:  # what only `writes` and this have in common is killed at there
        points = [
            each for each in came.points(since=RENUMBERED) if isinstance(each, Point) and each.name in _IN
        ]
    passed = {point.name for point in came.journal}
    assert "mailbox" in passed
    assert ("aside" in passed) == (happens is writes_what_has_no_answer)
    found = await asyncio.gather(*map(kill, places.among(points, kind_of)))
    assert [f"killed at {dies}: {line}" for dies, lines in found for line in lines] == []
