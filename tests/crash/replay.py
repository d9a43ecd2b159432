"""One step of the scenario at a time: from the state before it, with a death at a given point, to the end."""

import copy
import shutil
import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from aiohttp import web

from tests.crash.child import DIED, READY, STORE, WROTE, Journal, Point, SharedClock, moments
from tests.crash.scenario import Step
from tests.crash.street import Street
from tests.crash.world import World, read_world
from tests.twilio_peer import TwilioPeer


class Call(NamedTuple):
    """A moment at the network: the nth message has "arrived", or is "kept" and not answered yet."""

    when: str
    nth: int


@dataclass(frozen=True)
class Saved:
    """A state between two steps: the store at rest, and what the network has."""

    store: Path
    messages: Sequence[dict[str, object]] = ()
    callbacks: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Replayed:
    """What came of a step: its end, every commit and call on the way, and how often the counter died."""

    saved: Saved
    world: World
    journal: Sequence[Point]
    calls: Sequence[Call]
    deaths: int

    def points(self, *, since: Point | None = None) -> Sequence[Point | Call]:
        """List where to kill a counter: before and after each commit that wrote something, in each call.

        A commit that wrote nothing leaves what the one before it left. `since` leaves out what was before.
        """
        journal = self.journal[self.journal.index(since) + 1 if since else 0 :]
        often = Counter(point.name for point in journal)
        found: list[Point | Call] = []
        for before, after in pairwise(moments([point for point in journal if point != READY])):
            if WROTE in after:
                # The rarest kind of a commit: what shares one with it may come alone the next time.
                done = {point.name for point in after}  # a counter that was killed has begun more than that
                name = min((each.name for each in before if each.name in done), key=lambda each: often[each])
                found += [next(point for point in moment if point.name == name) for moment in (before, after)]
        return [*found, *self.calls]

    @property
    def died_at(self) -> Sequence[Point]:
        """Every point of the commit at which the counter was killed."""
        if DIED not in self.journal:
            return ()
        return moments([point for point in self.journal[: self.journal.index(DIED)] if point != READY])[-1]


async def replay(folder: Path, step: Step, before: Saved, dies: Sequence[Point | Call] = ()) -> Replayed:
    """Let a step happen to a counter that dies at commits, one in each life, or once during a call."""
    clock = prepare(folder, step, before)
    async with TwilioPeer(lambda: clock().astimezone(UTC)).running() as peer:
        peer.messages[:] = copy.deepcopy(before.messages)
        peer.callbacks.update(before.callbacks)
        peer.skip(len(peer.messages))
        commits = [point for point in dies if isinstance(point, Point)]
        street = Street(folder, peer, clock, step.number, commits)
        calls = watch(street, dies)
        try:
            await step.happens(street)
            await street.close()
            peer.answers.clear()  # a question about a lost call may have had no need to be asked
            world = read_world(street.store, peer.messages)
            saved = Saved(keep_copy(street.store, folder / "after.db"), peer.messages, peer.callbacks)
        finally:
            peer.answers.clear()
            await street.leave()
    return Replayed(saved, world, Journal(folder).read(), calls, street.deaths)


def prepare(folder: Path, step: Step, before: Saved) -> SharedClock:
    """Lay the store and the time of a step into its folder."""
    folder.mkdir()
    shutil.copy(before.store, folder / STORE)
    clock = SharedClock(folder / "clock")
    clock.set(step.at)
    return clock


def watch(street: Street, dies: Sequence[Point | Call]) -> Sequence[Call]:
    """Note every call at the network, and kill the counter in those that are asked for."""
    seen: list[Call] = []

    def meet(when: str) -> None:
        call = Call(when, 1 + sum(each.when == when for each in seen))
        seen.append(call)
        if call in dies:
            street.kill()
            raise web.HTTPServiceUnavailable

    street.peer.meet = meet
    return seen


def keep_copy(store: sqlite3.Connection, file: Path) -> Path:
    """Keep a store as it is now."""
    target = sqlite3.connect(file)
    store.backup(target)
    target.close()
    return file
