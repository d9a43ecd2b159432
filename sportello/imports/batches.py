"""The rows of a file checked, the bad ones set apart, the good ones gathered for one transaction each."""

from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from sportello.imports.cells import Cells
from sportello.imports.seen import Seen
from sportello.imports.sheet import Report, RowError, read_sheet

R = TypeVar("R")

BATCH = 1000  # rows to a transaction
Progress = Callable[[int], None]  # told how many bytes of the file are behind us


@dataclass(frozen=True, slots=True)
class Layout(Generic[R]):
    """A kind of file: its columns, what a row of it becomes, and the column that no two rows share."""

    required: tuple[str, ...]
    optional: tuple[str, ...]
    read: Callable[[Cells], R]
    key_column: str
    key: Callable[[R], str]


@dataclass(slots=True)
class Batch(Generic[R]):
    """Rows for one transaction, how many were bad among them, how far into the file they reach."""

    good: list[R] = field(default_factory=list)
    bad: int = 0
    offset: int = 0


def read_batches(path: Path, layout: Layout[R], report: Report) -> Generator[Batch[R]]:
    """Read a file batch by batch; each bad row is reported, with every reason. Raises BadSheet."""
    with Seen() as seen:
        batch: Batch[R] = Batch()
        for row in read_sheet(path, layout.required, layout.optional, report):
            if isinstance(row, RowError):
                report(row)
                batch.bad += 1
                continue
            cells = Cells(row, report)
            record = layout.read(cells)
            _check_first(cells, layout, record, seen)
            if cells.good:
                batch.good.append(record)
            else:
                batch.bad += 1
            batch.offset = row.offset
            if len(batch.good) + batch.bad >= BATCH:
                yield batch
                batch = Batch(offset=row.offset)
        batch.offset = path.stat().st_size
        yield batch


def _check_first(cells: Cells, layout: Layout[R], record: R, seen: Seen) -> None:
    if cells.good and (before := seen.add(layout.key(record), cells.line)):
        cells.wrong(layout.key_column, f"the same as on line {before}")
