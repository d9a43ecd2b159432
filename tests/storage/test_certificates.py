"""Certificates as they are kept: one number and one file for each order, however often it is asked for."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256

import pytest

from bot.values import VerificationCode
from storage.access_log import SqlAccessLog
from storage.certificate_records import Facts, PermitFacts, Validity, Wanted
from storage.certificate_rows import PERMITS, VOID
from storage.certificate_writes import DROP_RESERVED
from storage.certificates import SqlCertificates
from storage.records import RECORDS
from storage.rotation import rotate
from storage.sealing import Keyring
from tests.clock import Ticker
from tests.storage.conftest import Desk, Store
from tests.storage.identities import KEY, NEWER

ANNA = Facts("NNCCRL81B42Z999R", "Segreta", "Carlaantonia", "1981-02-02", use="private")
PDF = b"%PDF-1.7 sealed"


class Book:
    """Certificates with ids that count, and the orders of a test."""

    def __init__(self, desk: Desk, *keys: bytes) -> None:
        self.database = desk.database
        self.ids = iter(f"id-{number}" for number in range(1, 10**6))
        self.kept = SqlCertificates(desk.database, Keyring(keys or (KEY,)), self.ids.__next__)

    async def reserve(self, key: str) -> tuple[int, str, str]:
        wanted = Wanted(key, 8, ANNA.fiscal_code, "anna", "", str(VerificationCode.draw()))
        reserved, code = await self.kept.reserve(wanted)
        return reserved.number, code, reserved.id

    async def issue(self, key: str, pdf: bytes = PDF, until: date | None = None) -> tuple[int, str, str]:
        wanted = Wanted(key, 8, ANNA.fiscal_code, "anna", "", str(VerificationCode.draw()))
        reserved, code = await self.kept.reserve(wanted)
        kept = await self.kept.keep(reserved, code, ANNA, pdf, sha256(pdf).hexdigest(), until)
        return reserved.number, code, kept


@pytest.fixture
def writes() -> str:
    return "apart"


@pytest.fixture
def book(desk: Desk) -> Book:
    return Book(desk)


async def test_numbers_follow_without_a_gap_and_an_order_has_one(book: Book) -> None:
    at_once = await asyncio.gather(*(book.reserve(f"order-{number % 8}") for number in range(24)))
    assert {number for number, _, _ in at_once} == set(range(1, 9))
    assert len({code for _, code, _ in at_once}) == 8


async def test_two_processes_give_no_number_twice(store: Store) -> None:
    if store.url.startswith("sqlite"):
        pytest.skip("SQLite belongs to one process")
    books = [Book(store.open("one")), Book(store.open("two"))]
    books[1].ids = iter(f"other-{number}" for number in range(1, 100))
    books[1].kept = SqlCertificates(books[1].database, Keyring([KEY]), books[1].ids.__next__)
    given = await asyncio.gather(*(books[n % 2].reserve(f"order-{n % 10}") for n in range(20)))
    assert {number for number, _, _ in given} == set(range(1, 11))


async def test_numbers_begin_anew_with_the_year(book: Book, clock: Ticker) -> None:
    assert (await book.reserve("one"))[0] == 1
    clock.tick(days=400)
    assert (await book.reserve("two"))[0] == 1
    assert (await book.reserve("one"))[0] == 1  # of last year, as it was


async def test_of_two_files_the_first_is_kept(book: Book) -> None:
    number, code, kept = await book.issue("order")
    again, same_code, still = await book.issue("order", b"%PDF-1.7 another")
    assert (again, same_code, still) == (number, code, kept)
    found = await book.kept.find(code)
    assert found is not None
    assert (found.facts, found.sha256, found.shown) == (ANNA, kept, f"1/{found.year}")
    assert await book.kept.content(found.id) == PDF
    assert await book.kept.by_file(kept) == found
    log = SqlAccessLog(book.database)
    assert [each.what for each in await log.of("anna")] == ["certificate-issued"]


async def test_what_is_only_reserved_or_void_is_not_found(book: Book, clock: Ticker) -> None:
    number, code, _ = await book.reserve("order")
    assert await book.kept.find(code) is None
    clock.tick(days=2)
    assert await book.database.writer.submit(DROP_RESERVED, clock() - timedelta(days=1)) == 1
    assert await book.kept.find(code) is None
    (annulled,) = await book.kept.latest()
    assert (annulled.number, annulled.state) == (number, VOID)
    assert (await book.issue("order"))[0] == number + 1


async def test_a_file_that_comes_after_its_number_is_void_is_not_kept(book: Book, clock: Ticker) -> None:
    wanted = Wanted("order", 8, ANNA.fiscal_code, "anna", "", str(VerificationCode.draw()))
    reserved, code = await book.kept.reserve(wanted)
    clock.tick(days=2)
    await book.database.writer.submit(DROP_RESERVED, clock())
    assert await book.kept.keep(reserved, code, ANNA, PDF, "hash", None) == ""


@pytest.mark.parametrize(
    ("days", "worth"),
    [
        pytest.param(0, Validity.VALID, id="today"),
        pytest.param(90, Validity.VALID, id="on the last day"),
        pytest.param(91, Validity.EXPIRED, id="the day after"),
    ],
)
async def test_validity(book: Book, clock: Ticker, days: int, worth: Validity) -> None:
    until = clock().date() + timedelta(days=90)
    _, code, _ = await book.issue("order", until=until)
    found = await book.kept.find(code)
    assert found is not None
    assert found.validity(clock().date() + timedelta(days=days)) is worth


async def test_revoked_once_with_its_reason(book: Book, clock: Ticker) -> None:
    _, code, _ = await book.issue("order")
    found = await book.kept.find(code)
    assert found is not None
    assert await book.kept.revoke(found.id, "l.rossi", "wrong address")
    assert not await book.kept.revoke(found.id, "m.verdi", "again")
    revoked = await book.kept.find(code)
    assert revoked is not None
    assert revoked.validity(clock().date()) is Validity.REVOKED
    assert (revoked.revoked_by, revoked.revoked_because) == ("l.rossi", "wrong address")


async def test_deliveries_say_where_it_went(book: Book, clock: Ticker) -> None:
    _, code, _ = await book.issue("order")
    found = await book.kept.find(code)
    assert found is not None
    sent = book.kept.delivered(found.id, "telegram", "telegram:900001", clock())
    await book.database.writer.submit(RECORDS, [sent])
    (delivery,) = await book.kept.deliveries(found.id)
    assert (delivery.channel, delivery.lane) == ("telegram", "telegram:900001")


async def test_everything_is_found_after_the_keys_have_changed(desk: Desk, clock: Ticker) -> None:
    old = Book(desk)
    _, code, kept = await old.issue("order")
    found = await old.kept.find(code)
    assert found is not None
    await desk.database.writer.submit(RECORDS, [old.kept.delivered(found.id, "sms", "sms:+39", clock())])
    await old.kept.revoke(found.id, "l.rossi", "wrong")
    _, waiting, _ = await old.reserve("unfinished")
    await rotate(desk.database, Keyring([NEWER, KEY]))
    new = Book(desk, NEWER)
    again = await new.kept.find(code)
    assert again is not None
    assert (again.facts, again.revoked_because, again.sha256) == (ANNA, "wrong", kept)
    assert await new.kept.content(again.id) == PDF
    assert [each.lane for each in await new.kept.deliveries(again.id)] == ["sms:+39"]
    assert [each.code for each in await new.kept.latest(ANNA.fiscal_code)] == [code]
    assert [each.code for each in await new.kept.latest()] == [waiting, code]


async def test_papers_of_permits_are_numbered_apart_and_found_after_the_keys_have_changed(desk: Desk) -> None:
    old = Book(desk)
    await old.issue("order")
    shown = PermitFacts("2026/000007", "resident", "C", ("AB123CD", "ZZ999ZZ"), "2026-02-03")
    facts = replace(ANNA, permit=shown)
    code = str(VerificationCode.draw())
    wanted = Wanted("permit/2026/000007/1", 0, ANNA.fiscal_code, "anna", "", code, PERMITS)
    reserved, _ = await old.kept.reserve(wanted)
    await old.kept.keep(reserved, code, facts, PDF, "hash", None)
    await rotate(desk.database, Keyring([NEWER, KEY]))
    new = Book(desk, NEWER)
    found = await new.kept.find(code)
    assert found is not None
    assert (found.number, found.series, found.shown, found.facts) == (1, PERMITS, "2026/000007", facts)
    assert await new.kept.by_number(1, found.year) != found
    assert len(await new.kept.latest()) == 1
    log = SqlAccessLog(desk.database)
    assert [each.what for each in await log.of("anna")] == ["permit-paper", "certificate-issued"]
