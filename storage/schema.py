"""The schema of a database: brought up to date, and compared with what the code expects."""

import re
from functools import cache
from importlib import resources

import sqlalchemy as sa

from storage import (  # noqa: F401 - each puts its tables on the metadata
    access_log,
    acting,
    alert_rows,
    audit,
    behalf,
    broadcast_rows,
    carts,
    certificate_links,
    certificate_orders,
    certificate_rows,
    citizen_rows,
    consents,
    contacts,
    credential_rows,
    credential_tries,
    fines,
    links,
    logins,
    mailboxes,
    nightly,
    notices,
    offices,
    payment_receipts,
    permit_rows,
    pin_rows,
    positions,
    quotes,
    receipt_statements,
    recipient_rows,
    recovery_codes,
    register_tables,
    reminders,
    requests,
    resident_rows,
    retention_rows,
    staff_rows,
    statistics_rows,
    subscriber_rows,
    tables,
    talk_rows,
    veiling,
)
from storage.database import read_url, sqlite_file, writing_engine
from storage.lock import hold

# As alembic makes it: one row, the revision. We read it ourselves, for alembic takes long to import.
_VERSION = sa.Table(
    "alembic_version",
    sa.MetaData(),
    sa.Column("version_num", sa.String(32), nullable=False),
    sa.PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
_REVISION = re.compile(r"""^(down_)?revision\b[^=\n]*= ["'](\w+)["']$""", re.MULTILINE)


def upgrade(url: str, *, by_steps: bool = False) -> None:
    """Bring a database to the newest schema; Misconfigured if another process has its file.

    An empty one gets it at once, which tests hold to be the same; or, as one with rows, `by_steps`.
    """
    address = read_url(url)
    file = sqlite_file(address)
    lock = None if file is None else hold(file)
    engine = writing_engine(address)
    try:
        with engine.begin() as connection:
            if not by_steps and not sa.inspect(connection).get_table_names():
                _make(connection)
            elif revision(connection) != newest():
                _migrate(connection)
    finally:
        engine.dispose()
        if lock is not None:
            lock.close()


def create(url: str) -> None:
    """Make the newest schema in an empty database at once: for a play or a test that is thrown away."""
    engine = writing_engine(read_url(url))
    try:
        with engine.begin() as connection:
            _make(connection)
    finally:
        engine.dispose()


def current(url: str) -> str | None:
    """Tell the revision of a database, None for one without a schema; a missing file is not created."""
    address = read_url(url)
    file = sqlite_file(address)
    if file is not None and not file.exists():
        return None
    engine = writing_engine(address)
    try:
        with engine.connect() as connection:
            return revision(connection)
    finally:
        engine.dispose()


def is_current(url: str) -> bool:
    """Tell whether a database has the newest schema."""
    return current(url) == newest()


def revision(connection: sa.Connection) -> str | None:
    """Tell the revision of the database behind a connection."""
    if not sa.inspect(connection).has_table(_VERSION.name):
        return None
    return connection.scalar(sa.select(_VERSION.c.version_num))


@cache
def newest() -> str:
    """Name the newest revision that this code knows: the one that no other follows."""
    known, followed = set[str](), set[str]()
    for file in (resources.files("storage") / "migrations" / "versions").iterdir():
        if file.name.endswith(".py"):
            for down, name in _REVISION.findall(file.read_text(encoding="utf-8")):
                (followed if down else known).add(name)
    (head,) = known - followed
    return head


def _make(connection: sa.Connection) -> None:
    tables.metadata.create_all(connection, checkfirst=False)
    _VERSION.create(connection)
    connection.execute(sa.insert(_VERSION).values(version_num=newest()))


def _migrate(connection: sa.Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(resources.files("storage") / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
