"""The numbers of notices: given one after the other, each once, none that came in on paper."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from bot.values.notice_number import NoticeNumber
from storage.notices import counter, notice
from storage.prepared import Prepared

_COUNTERS = Prepared(sa.select(counter.c.segregation, counter.c.last, counter.c.paper))
_moved = insert(counter).values({"segregation": sa.bindparam("segregation"), "last": sa.bindparam("last")})
_MOVE = Prepared(
    _moved.on_conflict_do_update(index_elements=["segregation"], set_={"last": _moved.excluded.last})
)


class Numbers:
    """The numbers that are free."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        rows = _COUNTERS.ask(connection, {})
        self._last = {segregation: last for segregation, last, _ in rows}
        self._paper = {segregation: paper for segregation, _, paper in rows}
        self._moved: set[int] = set()

    def give(self, segregation: int) -> NoticeNumber:
        """Give the next number; one that came in on paper is passed over."""
        while True:
            base = self._last.get(segregation, 0) + 1
            self._last[segregation] = base
            self._moved.add(segregation)
            number = NoticeNumber.make(segregation, base)
            if base > self._paper.get(segregation, 0) or not self._is_used(number):
                return number

    def _is_used(self, number: NoticeNumber) -> bool:
        query = sa.select(notice.c.nav).where(notice.c.iuv == number.iuv)
        return self._connection.scalar(query) is not None

    def keep(self) -> None:
        """Write down how far they have been given."""
        rows = [{"segregation": code, "last": self._last[code]} for code in sorted(self._moved)]
        _MOVE.many(self._connection, rows)
