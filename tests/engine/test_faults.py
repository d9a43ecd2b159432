from dataclasses import replace

import pytest

from bot.conversation import Conversation
from bot.ledger import Turn
from bot.service import Service, bind, done
from bot.session import Caller, Request, Session
from tests.engine.counter import CHAT, KEEP, PERMIT, Counter, Permit, desk, zones

LANE = "telegram:7"
OPENING = ("permesso", "AB123CD", "Centro")


@pytest.fixture
def counter() -> Counter:
    return Counter()


def said(turn: Turn) -> str:
    return "\n".join(part.text for part in turn.parts)


# -- what a newer program does not know any more


async def test_a_request_of_a_service_that_is_gone_is_forgotten(counter: Counter):
    gone = Request("gone", {"a": "b"}, counter.clock(), "a")
    caller = Caller(LANE, "it", session=Session((gone,), paused_at=counter.clock()))
    handled = await counter.conversation.handle(counter.work("permesso", caller))
    assert [request.service for request in handled.turn.caller.session.stack] == ["permit"]
    assert handled.turn.caller.session.paused_at is None


async def test_the_outer_request_stays_where_the_inner_ones_service_is_gone(counter: Counter):
    caller = await counter.hear("permesso", "AB123CD")
    gone = Request("gone", {"a": "b"}, counter.clock(), "a")
    session = replace(caller.session, stack=(*caller.session.stack, gone), paused_at=counter.clock())
    handled = await counter.conversation.handle(counter.work("stato", replace(caller, session=session)))
    assert handled.turn.caller.session.stack == caller.session.stack
    assert handled.turn.caller.session.paused_at == counter.clock()


async def test_an_answer_to_a_slot_that_is_gone_is_forgotten(counter: Counter):
    caller = await counter.hear("permesso", "AB123CD")
    old = replace(caller.session.current, answers={"plate": "AB123CD", "colour": "red"}, awaiting="colour")
    caller = replace(caller, session=caller.session.with_current(old))
    handled = await counter.conversation.handle(counter.work("Centro", caller))
    assert dict(handled.turn.caller.session.current.answers) == {"plate": "AB123CD", "zone": "centre"}


# -- faults


async def failed(
    counter: Counter, text: str, caller: Caller | None = None, **rest: object
) -> tuple[Turn, str]:
    work = counter.work(text, caller, **rest)
    try:
        await counter.conversation.handle(work)
    except Exception:  # noqa: BLE001 - whatever it is, it is apologised for
        return counter.conversation.apology(work)
    raise AssertionError("it did not fail")


async def test_the_apology_keeps_the_session_and_carries_nobodys_words(counter: Counter):
    caller = await counter.hear(*OPENING)
    counter.registry.broken = ValueError("AB123CD of Maria Bianchi")
    turn, detail = await failed(counter, "sì, sono Maria", caller)
    assert turn.caller == caller
    assert turn.timers == turn.records == ()
    assert [part.key for part in turn.parts] == ["5-0"]
    assert "ValueError" in detail
    assert "counter.py" in detail
    assert not {"AB123CD", "Maria", "Bianchi"} & set(detail.replace(",", " ").split())


async def test_the_apology_tells_the_causes_too(counter: Counter):
    counter.registry.broken = ValueError("outer")
    counter.registry.broken.__cause__ = KeyError("inner")
    _, detail = await failed(counter, *("permesso",))
    assert "ValueError" in detail
    assert "KeyError" in detail


async def test_a_new_sender_is_apologised_to_in_their_language(counter: Counter):
    counter.registry.broken = ValueError()
    english, _ = await failed(counter, "ciao", language="en")
    italian, _ = await failed(counter, "ciao", language="xx")
    known, _ = await failed(counter, "ciao", Caller(LANE, "en"), language="it")
    assert said(english) == said(known)
    assert said(english) != said(italian)


async def test_nobody_is_apologised_to_for_an_event(counter: Counter):
    turn, detail = await failed(counter, "", event="permit.unheard-of")
    assert turn.parts == ()
    assert "KeyError" in detail


async def test_a_message_of_a_network_that_is_gone_is_parked_without_an_answer(counter: Counter):
    turn, detail = await failed(counter, "ciao", channel="fax")
    assert turn.parts == ()
    assert turn.caller == Caller("fax:7")
    assert "KeyError" in detail


async def test_a_review_that_nobody_wrote_is_a_fault():
    """The desk knows a review, the conversation was given a service without."""
    counter = Counter(replace(PERMIT, review=None))
    with pytest.raises(LookupError, match="nothing to review"):
        await counter.hear(*OPENING)


def without_review() -> tuple[Counter, Conversation]:
    plain = Service("permit", Permit, _thank, None, {"zone": zones})
    counter = Counter(plain)
    known = replace(desk(), services={"permit": plain})
    bound = {"permit": bind(plain, {"registry": counter.registry})}
    return counter, Conversation(known, bound, {"telegram": CHAT}, counter.clock, keep=KEEP)


async def test_a_service_without_review_is_fulfilled_at_once():
    counter, conversation = without_review()
    handled = await conversation.handle(counter.work("permesso AB123CD centro"))
    assert handled.turn.caller.session.stack == ()
    assert "AB123CD" in said(handled.turn).replace(" ", "")


@pytest.mark.parametrize(("waiting", "most"), [(8, True), (9, False)])
async def test_one_message_sets_off_only_so_many(waiting: int, most: bool):  # noqa: FBT001 - a table's column
    counter, conversation = without_review()
    asked = Request("permit", {"plate": "AB123CD"}, counter.clock(), "zone")
    complete = replace(asked, answers={"plate": "AB123CD", "zone": "centre"}, awaiting="")
    caller = Caller(LANE, "it", session=Session((*[complete] * (waiting - 1), asked)))
    work = counter.work("Centro", caller)
    if most:
        assert (await conversation.handle(work)).turn.caller.session.stack == ()
    else:
        with pytest.raises(RecursionError, match="permit sets itself off"):
            await conversation.handle(work)


async def _thank(form: Permit):
    return done("granted", plate=form.plate)
