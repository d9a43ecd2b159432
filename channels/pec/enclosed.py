"""The files that travel inside a certified mail, each with its size and hash."""

import hashlib
from collections.abc import Iterable, Iterator

from channels.pec.envelope import Enclosed
from channels.pec.parts import Budget, Part, leaves, part_at

_TEXTS = frozenset(("text/plain", "text/html"))
_ATTACHMENT = "attachment"


def enclosed_in(message: bytes, budget: Budget) -> Iterator[Enclosed]:
    """The files of a mail, in their order; raises Unreadable where it goes beyond the budget."""
    return _listed(message, leaves(message, part_at(message, 0, len(message), budget), budget))


def enclosed_beside(raw: bytes, parts: Iterable[Part]) -> Iterator[Enclosed]:
    """The files among the direct parts of an envelope that has no message inside."""
    return _listed(raw, (part for part in parts if not part.is_multipart))


def _listed(raw: bytes, parts: Iterable[Part]) -> Iterator[Enclosed]:
    for part in parts:
        if part.name or part.disposition == _ATTACHMENT or part.kind not in _TEXTS:
            size, digest = 0, hashlib.sha256()
            for piece in part.pieces(raw):
                size += len(piece)
                digest.update(piece)
            if size or part.name:
                yield Enclosed(part.name, part.kind, size, digest.hexdigest())
