"""Receipts on their way to the creditor: brought until they are taken, in the order of their dues."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from platforms.sandbox.receipt import Receipt
from platforms.sandbox.soap import Fields
from platforms.sandbox.station import Refused

# How long after an attempt that was not answered OK comes the next; the last of them again and again.
_PAUSES = (5, 15, 60, 300, 3600)

# Brings a receipt's fields to the station; Refused where it was not taken.
Send = Callable[..., Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Parcel:
    """A receipt that waits; `due` is when it is brought next, `failed` how often it was not taken.

    `times` is how often it shall be taken in all; the answer to its first `lose` deliveries gets lost.
    """

    receipt: Receipt
    due: datetime
    failed: int = 0
    times: int = 1
    lose: int = 0
    said: str = ""  # the fault of its last attempt


class Deliveries:
    """Waiting receipts, in memory: with the process they are gone, but for the list of what was paid."""

    def __init__(self, send: Send, clock: Callable[[], datetime]) -> None:
        self._send = send
        self._clock = clock
        self._woken = asyncio.Event()
        self._bringing = asyncio.Lock()
        self.waiting: list[Parcel] = []
        self.taken: list[Receipt] = []  # as often as the creditor answered OK

    def add(self, parcel: Parcel) -> None:
        """Let a receipt be brought when it is due."""
        self.waiting.append(parcel)
        self._woken.set()

    async def bring(self) -> None:
        """Bring what is due now, each once; what is not taken waits for its next time."""
        async with self._bringing:
            due = sorted((each for each in self.waiting if each.due <= self._clock()), key=_when)
            for parcel in due:
                after = await self._brought(parcel)
                self.waiting = [each for each in self.waiting if each is not parcel]
                self.waiting += [after] if after else []

    async def run(self) -> None:
        """Bring receipts as they fall due, for ever."""
        while True:
            await self.bring()
            self._woken.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), self._pause())

    def _pause(self) -> float | None:
        """Seconds until the next one is due; None while nothing waits."""
        dues = [each.due for each in self.waiting]
        return max(0.0, (min(dues) - self._clock()).total_seconds()) if dues else None

    async def _brought(self, parcel: Parcel) -> Parcel | None:
        fields: Fields = parcel.receipt.fields()
        try:
            await self._send(fields, old=parcel.receipt.old)
        except Refused as no:
            return self._again(replace(parcel, said=no.fault.code))
        self.taken.append(parcel.receipt)
        if parcel.lose:
            return self._again(replace(parcel, lose=parcel.lose - 1, said="PPT_STAZIONE_INT_PA_TIMEOUT"))
        left = parcel.times - 1
        return replace(parcel, times=left, due=self._clock()) if left else None

    def _again(self, parcel: Parcel) -> Parcel:
        pause = _PAUSES[min(parcel.failed, len(_PAUSES) - 1)]
        return replace(parcel, failed=parcel.failed + 1, due=self._clock() + timedelta(seconds=pause))


def _when(parcel: Parcel) -> datetime:
    return parcel.due
