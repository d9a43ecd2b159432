"""A database as of one moment, to be read at leisure while others go on writing."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, tzinfo

import sqlalchemy as sa

from storage.database import read_url, reading_engine, set_veil, set_zone
from storage.veil import Veil

ROWS_AT_ONCE = 500


@contextmanager
def snapshot(url: str, zone: tzinfo = UTC, veil: Veil | None = None) -> Iterator[sa.Connection]:
    """Open a connection that cannot write and for which time stands still; blocks, raises DBAPIError.

    Moments come out in `zone`, and what is sealed opened by `veil`, or as it stands.
    Rows are fetched a few at a time, however many there are.
    """
    engine = set_veil(set_zone(reading_engine(read_url(url)), zone), veil)
    try:
        if engine.dialect.name == "postgresql":
            engine = engine.execution_options(isolation_level="REPEATABLE READ")
        with engine.connect() as connection:
            if engine.dialect.name == "sqlite":
                connection.exec_driver_sql("BEGIN")
            yield connection.execution_options(yield_per=ROWS_AT_ONCE)
            connection.rollback()
    finally:
        engine.dispose()
