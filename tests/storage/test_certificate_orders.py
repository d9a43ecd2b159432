"""Orders of certificates as they are kept: sealed, found again, woken once when due, and let go of unpaid."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.records import LANE
from sportello.retention_chores import Retention
from sportello.settings import Settings
from storage.certificate_orders import WAKE_ORDERS, CertificateOrder, OrderState, SqlCertificateOrders
from storage.records import RECORDS
from storage.rotation import rotate
from storage.sealing import Keyring, Unsealable
from tests.clock import Ticker
from tests.storage.conftest import Desk, Store
from tests.storage.identities import KEY, NEWER

WISH = {"recipient": "BANK", "kind": "RESIDENCE", "member": "Carlaantonia"}
FACTS = {"fiscal_code": "NNCCRL81B42Z999R", "digest": "0" * 32}
CHAT = "telegram:900001"


class Orders:
    """The orders of one conversation."""

    def __init__(self, desk: Desk, *keys: bytes) -> None:
        self.desk = desk
        self.kept = SqlCertificateOrders(desk.database, Keyring(keys or (KEY,)))

    async def keep(self, order: CertificateOrder, wake_at: datetime | None = None) -> CertificateOrder:
        record = self.kept.keep(order, wake_at=wake_at).for_lane(CHAT)
        await self.desk.database.writer.submit(RECORDS, [record])
        return order

    def made(self, state: OrderState = OrderState.UNPAID, name: str = "order-1") -> CertificateOrder:
        return CertificateOrder(name, "anna", state, self.desk.database.clock(), WISH, FACTS)

    async def wake(self) -> int:
        return await self.desk.database.writer.submit(WAKE_ORDERS, "c")


@pytest.fixture
def writes() -> str:
    return "apart"


@pytest.fixture
def orders(desk: Desk) -> Orders:
    return Orders(desk)


async def test_what_is_kept_is_read_again_and_what_became_of_it_too(orders: Orders, store: Store) -> None:
    order = await orders.keep(orders.made())
    assert order.lane == LANE
    assert await orders.kept.by_id("order-1") == replace(order, lane=CHAT)
    assert await orders.kept.unpaid("anna") == [replace(order, lane=CHAT)]
    paid = await orders.keep(replace(order, state=OrderState.PAID, receipt_id="receipt-1"))
    assert await orders.kept.by_id("order-1") == replace(paid, lane=CHAT)
    assert await orders.kept.unpaid("anna") == []
    assert await orders.kept.by_id("order-2") is None
    found = repr(store.rows("SELECT * FROM certificate_order"))
    assert not [
        word for word in ("Carlaantonia", "NNCCRL81B42Z999R", "RESIDENCE", "receipt-1") if word in found
    ]


def test_one_wish_has_one_name_which_tells_nothing(orders: Orders) -> None:
    name = orders.kept.name("anna", CHAT, WISH, FACTS)
    assert name == orders.kept.name("anna", CHAT, dict(reversed(WISH.items())), FACTS)
    others = {
        orders.kept.name("bruno", CHAT, WISH, FACTS),
        orders.kept.name("anna", "sms:+390001", WISH, FACTS),
        orders.kept.name("anna", CHAT, WISH | {"member": "Dina"}, FACTS),
        orders.kept.name("anna", CHAT, WISH, FACTS | {"digest": "1" * 32}),
        SqlCertificateOrders(orders.desk.database, Keyring([NEWER])).name("anna", CHAT, WISH, FACTS),
    }
    assert len(others | {name}) == 6


async def test_an_order_is_opened_once_and_keeps_what_has_become_of_it(orders: Orders) -> None:
    asked = replace(orders.made(OrderState.ASKED), lane=CHAT)
    assert await orders.kept.open(asked) == "order-1"
    await orders.keep(replace(asked, state=OrderState.ISSUED))
    await orders.kept.open(asked)
    found = await orders.kept.by_id("order-1")
    assert found is not None
    assert found.state is OrderState.ISSUED


async def test_who_waits_for_the_register_is_woken_once_when_it_is_due(
    orders: Orders, clock: Ticker, store: Store
) -> None:
    held = orders.made(OrderState.HELD)
    await orders.keep(held, held.again_at(clock()))
    assert await orders.wake() == 0
    clock.tick(minutes=5)
    assert [await orders.wake(), await orders.wake()] == [1, 0]
    (work,) = await orders.desk.inbox.claim(9)
    told = (work.inbound.event, work.inbound.payload, work.inbound.lane)
    assert told == ("get_certificate.retry", {"reference": "order-1"}, CHAT)
    woken = await orders.kept.by_id("order-1")
    assert woken is not None
    await orders.keep(woken, woken.again_at(clock()))
    clock.tick(minutes=9)
    assert await orders.wake() == 0
    clock.tick(minutes=1)
    assert await orders.wake() == 1
    assert store.rows("SELECT count(*) FROM inbox") == [(2,)]


async def test_a_changed_key_opens_what_an_older_one_has_sealed(orders: Orders) -> None:
    await orders.keep(orders.made())
    await rotate(orders.desk.database, Keyring([NEWER, KEY]))
    found = await Orders(orders.desk, NEWER).kept.by_id("order-1")
    assert found is not None
    assert found.wish == WISH
    with pytest.raises(Unsealable):
        await orders.kept.by_id("order-1")


async def test_what_nobody_pays_is_let_go_and_what_was_paid_never(
    orders: Orders, clock: Ticker, store: Store
) -> None:
    for state in OrderState:
        await orders.keep(orders.made(state, state.value))
    await orders.keep(orders.made(OrderState.HELD, "still waits"), clock() + timedelta(days=1))
    night = Retention(orders.desk.database, clock, Settings())
    clock.tick(days=7 + 30)
    await night.all_at_once()
    assert store.rows("SELECT count(*) FROM certificate_order") == [(len(OrderState) + 1,)]
    clock.tick(minutes=1)
    await night.all_at_once()
    left = {name for (name,) in store.rows("SELECT id FROM certificate_order")}
    assert left == {"asked", "paid", "issued", "office", "still waits"}
