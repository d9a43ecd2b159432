"""What a kind of write is, and the transaction in which it runs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

import sqlalchemy as sa

from storage.by_name import ByName

P = TypeVar("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Transaction:
    """An open transaction of the process `owner`, as all its kinds see it; `now` is one moment for all.

    `exclusive`: no other process can hold any row.
    """

    connection: sa.Connection
    now: datetime
    owner: str
    exclusive: bool


@dataclass(frozen=True, slots=True, eq=False)
class Kind(ByName, Generic[P, R]):
    """A kind of write: `run` writes many payloads and answers each, in their order.

    `name` is the name of its commit point. `run` may be called again with the same payloads after a
    rollback, so it keeps nothing; if it raises for several payloads, it is called with each alone. A kind
    stands at the top of its module, and its payloads and answers are plain values: they may travel to the
    process that writes. `first`: it takes a lock that all processes wait for, before it touches any row; so
    it is written before whatever else is committed with it, lest two processes wait for each other.
    """

    name: str
    run: Callable[[Transaction, Sequence[P]], Sequence[R]]
    first: bool = False


Job = tuple[Kind[Any, Any], Any]  # a kind and a payload of it
