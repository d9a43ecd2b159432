"""What was open, paid and watched before payments went through pagoPA is so afterwards."""

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from storage import schema
from storage.database import read_url, writing_engine

OLD = (
    """INSERT INTO notice (nav, iuv, reference, option, amount_cents, status, token, receipt_id) VALUES
    ('301000000000000144', '01000000000000144', 'V1/2026', 'discounted', 4258, 'paid', 't1', 'r1'),
    ('301000000000000245', '01000000000000245', 'V1/2026', 'reduced', 5488, 'annulled', 't2', ''),
    ('301000000000000346', '01000000000000346', 'V2/2026', 'reduced', 5488, 'open', 't3', '')""",
    "INSERT INTO notice_counter (segregation, last) VALUES (1, 3)",
    """INSERT INTO notice_watcher (nav, lane, told) VALUES
    ('301000000000000144', 'sms:1', {true}), ('301000000000000245', 'sms:1', {false}),
    ('301000000000000346', 'sms:1', {false}), ('301000000000000346', 'sms:2', {false})""",
)


def move(url, revision, *statements):
    """Bring a database to a revision, then run statements; what the last one found."""
    engine = writing_engine(read_url(url))
    config = Config()
    config.set_main_option("script_location", str(schema.resources.files("storage") / "migrations"))
    found = []
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        down = (schema.revision(connection) or "") > revision
        (command.downgrade if down else command.upgrade)(config, revision)
        words = (
            {"true": "true", "false": "false"}
            if engine.dialect.name == "postgresql"
            else {"true": 1, "false": 0}
        )
        for statement in statements:
            result = connection.execute(sa.text(statement.format(**words)))
            found = [tuple(row) for row in result] if result.returns_rows else []
    engine.dispose()
    return found


def test_debts_and_who_watches_them_stay(url):
    move(url, "0004", *OLD)
    notices = move(
        url, "0005", "SELECT service, reference, option, status, category FROM notice ORDER BY nav"
    )
    assert notices == [
        ("pay_fine", "V1/2026", "discounted", "paid", "9/0102100SA/"),
        ("pay_fine", "V1/2026", "reduced", "annulled", "9/0102100SA/"),
        ("pay_fine", "V2/2026", "reduced", "open", "9/0102100SA/"),
    ]
    watchers = move(url, "0005", "SELECT reference, lane, told FROM debt_watcher ORDER BY reference, lane")
    assert watchers == [("V1/2026", "sms:1", True), ("V2/2026", "sms:1", False), ("V2/2026", "sms:2", False)]


def test_there_is_a_way_back(url):
    move(url, "0004", *OLD)
    move(url, "0005")
    told = move(url, "0004", "SELECT nav, lane, told FROM notice_watcher WHERE told = {true} ORDER BY nav")
    assert [row[0] for row in told] == ["301000000000000144", "301000000000000245"]
