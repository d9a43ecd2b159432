"""The mails over which a session has ended: each is loaded alone, until one of them is found to be stuck."""

from collections import Counter
from collections.abc import Iterator, Sequence

_TRIES = 3  # times that loading a mail alone may fail before its header has to do
_HEAD_TRIES = 5  # and before nothing of it has to do


class Suspects:
    """A mail that breaks the connection whenever it is loaded must not stop the mailbox."""

    def __init__(self, together: int) -> None:
        self._together = together
        self._last = 0
        self._failed: Counter[int] = Counter()

    def groups(self, uids: Sequence[int]) -> Iterator[Sequence[int]]:
        """Cut UIDs, in order, into groups to be looked at together: suspects alone."""
        while uids:
            length = 1 if uids[0] <= self._last else self._together
            yield uids[:length]
            uids = uids[length:]

    def failed(self, uids: Sequence[int]) -> None:
        """A session has ended over these."""
        self._last = max(self._last, uids[-1])
        if len(uids) == 1:
            self._failed[uids[0]] += 1

    def done(self, uids: Sequence[int]) -> None:
        """These have passed."""
        for uid in uids:
            self._failed.pop(uid, None)

    def forget(self) -> None:
        """The numbers mean other mails now."""
        self._last = 0
        self._failed.clear()

    def is_stuck(self, uid: int) -> bool:
        """Whether it cannot be loaded whole."""
        return self._failed[uid] >= _TRIES

    def is_lost(self, uid: int) -> bool:
        """Whether not even its header can be loaded."""
        return self._failed[uid] >= _HEAD_TRIES
