"""Staff who look at what a citizen wrote or asked for are in that citizen's log, by name."""

import asyncio

import pytest

from bot.message import Inbound
from storage import schema
from storage.access_log import SqlAccessLog
from storage.binding import BIND, Proof
from storage.database import open_database
from storage.inbox import SqlInbox
from storage.records import RECORDS
from storage.requests import SqlRequests
from tests.clock import Ticker

LANE = "sms:+393500000001"


def at_store(tmp_path, work):
    async def run():
        clock = Ticker()
        database = open_database(f"sqlite:///{tmp_path}/front.db", clock=clock, owner="test")
        try:
            return await work(database, clock)
        finally:
            database.close()

    return asyncio.run(run())


@pytest.fixture
def asked(tmp_path):
    """A request and a message set aside of a citizen; the reference."""
    schema.create(f"sqlite:///{tmp_path}/front.db")

    async def ask(database, clock):
        days = 36500  # the commands go by the real clock
        await database.writer.submit(BIND, Proof(LANE, "mario", "spid-2", days, 1, "c"))
        opened = SqlRequests(database, lambda: "seed", clock, 30).open("instalments", "V/12", {})
        await database.writer.submit(RECORDS, [each.for_lane(LANE) for each in opened.records])
        inbox = SqlInbox(database)
        await inbox.accept(Inbound("sms", "m1", LANE[4:], "aiuto", clock()), "c")
        return opened.reference.show("it")

    reference = at_store(tmp_path, ask)
    engine = schema.writing_engine(schema.read_url(f"sqlite:///{tmp_path}/front.db"))
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE inbox SET status = 'parked', reason = 'person'")
    engine.dispose()
    return reference


async def _seen(database, _):
    return [(each.what, each.about, each.who) for each in await SqlAccessLog(database).of("mario")]


def test_each_look_is_noted(sportello, asked, tmp_path, monkeypatch):
    monkeypatch.setenv("LOGNAME", "l.rossi")
    assert sportello("requests", "show", asked).code == 0
    assert sportello("parked", "show", "1").code == 0
    noted = [each for each in at_store(tmp_path, _seen) if each[0].endswith("-shown")]
    assert noted == [("message-shown", "sms", "l.rossi"), ("request-shown", "instalments", "l.rossi")]


@pytest.mark.usefixtures("asked")
def test_what_is_not_there_is_no_look(sportello, tmp_path):
    assert sportello("requests", "show", "0000-0083").code == 1
    assert sportello("parked", "show", "99").code == 1
    assert not [each for each in at_store(tmp_path, _seen) if each[0].endswith("-shown")]
