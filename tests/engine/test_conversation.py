from datetime import datetime, timedelta

import pytest

from bot.ledger import Timer, Turn
from bot.message import Asking, File, Priority, Traits
from bot.patience import DROP, PAUSE
from bot.reply import Envelope, compose
from bot.session import CONFIRM, Caller
from tests.clock import ROME
from tests.engine.counter import CHAT, KEEP, PDF, Counter, words

MAIL = Traits("email", Asking.ALL_AT_ONCE, lambda _: True, files=True, letter=True)
LANE = "telegram:7"
OPENING = ("permesso", "AB123CD", "Centro")


@pytest.fixture
def counter() -> Counter:
    return Counter()


def said(turn: Turn) -> str:
    return "\n".join(part.text for part in turn.parts)


async def event(counter: Counter, name: str, caller: Caller | None, **payload: object) -> Turn:
    handled = await counter.conversation.handle(counter.work("", caller, event=name, payload=payload))
    return handled.turn


async def test_a_whole_request(counter: Counter):
    caller = await counter.hear(*OPENING)
    assert caller.session.current.awaiting == CONFIRM
    handled = await counter.conversation.handle(counter.work("sì", caller))
    turn = handled.turn
    assert handled.topic == "permit"
    assert not handled.wants_person
    assert turn.caller.session.stack == ()
    assert [record.values for record in turn.records] == [{"plate": "AB123CD", "lane": LANE}]
    assert [part.key for part in turn.parts] == ["5-0", "5-1"]
    assert turn.parts[1].files == (PDF,)
    assert {part.priority for part in turn.parts} == {Priority.REPLY}


async def test_a_letter_leaves_whole_with_its_files():
    envelope, voice = Envelope("5", "mail", "ada@example.org", {}), words().voice("it", "email")
    files = (PDF, File("ricevuta.pdf", "application/pdf", b"paid"))
    (part,) = compose(envelope, voice, MAIL, "Ecco.", files=files)
    assert (part.key, part.files) == ("5-0", files)
    assert "Ecco." in part.text
    chat = compose(envelope, voice, CHAT, "Ecco.", files=files)
    assert [(part.key, part.text, part.files) for part in chat] == [
        ("5-0", "Ecco.", ()),
        ("5-1", "", files[:1]),
        ("5-2", "", files[1:]),
    ]


async def test_the_channels_context_goes_back_with_the_answer_and_later_with_a_notice(counter: Counter):
    handled = await counter.conversation.handle(counter.work("permesso", context={"thread": "t1"}))
    assert handled.turn.parts[0].context == {"thread": "t1"}
    told = await event(counter, "permit.ready", handled.turn.caller, number=3)
    assert told.parts[0].context == {"thread": "t1"}


async def test_the_same_message_gives_the_same_turn(counter: Counter):
    caller = await counter.hear(*OPENING)
    for work in (counter.work("sì", caller), counter.work("", caller, event=PAUSE), counter.work("boh")):
        first, second = [await counter.conversation.handle(work) for _ in range(2)]
        assert first == second


async def test_a_person_is_asked_for(counter: Counter):
    handled = await counter.conversation.handle(counter.work("operatore"))
    assert handled.wants_person
    assert said(handled.turn)


async def test_stop_takes_back_what_was_promised_however_often_it_is_said(counter: Counter):
    caller = await counter.hear("1234")
    for _ in range(2):
        handled = await counter.conversation.handle(counter.work("STOP", caller))
        assert [record.values for record in handled.turn.records] == [{"lane": LANE}]
        caller = handled.turn.caller
    handled = await counter.conversation.handle(counter.work("1234", caller))
    assert handled.turn.records == ()


# -- language


@pytest.mark.parametrize(
    ("told", "language"), [("en-GB", "en"), ("EN", "en"), ("it", "it"), ("de", ""), ("", "")]
)
async def test_a_new_senders_language_is_what_the_network_says(counter: Counter, told: str, language: str):
    caller = await counter.hear("1234", language=told)
    assert (caller.language, caller.chosen) == (language, False)


async def test_a_known_senders_language_stays(counter: Counter):
    caller = await counter.hear("1234", caller=Caller(LANE, "it"), language="en")
    assert caller.language == "it"


# -- timers


async def test_an_open_question_sets_its_timer_and_each_answer_puts_it_off(counter: Counter):
    for text, caller in (("permesso", None), ("AB123CD", await counter.hear("permesso"))):
        handled = await counter.conversation.handle(counter.work(text, caller))
        assert handled.turn.timers == (Timer(LANE, PAUSE, counter.clock() + CHAT.patience),)


async def test_nothing_open_sets_no_timer(counter: Counter):
    handled = await counter.conversation.handle(counter.work("1234"))
    assert handled.turn.timers == ()


async def test_what_ends_a_request_clears_its_timers(counter: Counter):
    caller = await counter.hear("permesso")
    handled = await counter.conversation.handle(counter.work("annulla", caller))
    assert handled.turn.timers == (Timer(LANE, PAUSE, None), Timer(LANE, DROP, None))


async def test_an_unanswered_question_is_put_aside_and_said_so(counter: Counter):
    caller = await counter.hear("permesso", "AB123CD")
    turn = await event(counter, PAUSE, caller)
    assert turn.caller.session.paused_at == counter.clock()
    assert turn.caller.session.stack == caller.session.stack
    assert turn.timers == (Timer(LANE, DROP, counter.clock() + KEEP),)
    assert [part.priority for part in turn.parts] == [Priority.NOTICE]


async def test_what_is_put_aside_keeps_its_timer(counter: Counter):
    caller = (await event(counter, PAUSE, await counter.hear("permesso"))).caller
    handled = await counter.conversation.handle(counter.work("stato", caller))
    assert handled.turn.timers == ()


async def test_what_is_taken_up_again_is_not_dropped(counter: Counter):
    caller = (await event(counter, PAUSE, await counter.hear("permesso"))).caller
    handled = await counter.conversation.handle(counter.work("riprendi", caller))
    assert handled.turn.timers == (
        Timer(LANE, PAUSE, counter.clock() + CHAT.patience),
        Timer(LANE, DROP, None),
    )


async def test_what_was_put_aside_too_long_is_forgotten_in_silence(counter: Counter):
    caller = (await event(counter, PAUSE, await counter.hear("permesso"))).caller
    turn = await event(counter, DROP, caller)
    assert turn.caller.session.stack == ()
    assert turn.caller.session.paused_at is None
    assert turn.parts == ()
    assert turn.timers == (Timer(LANE, PAUSE, None), Timer(LANE, DROP, None))


async def test_events_that_come_too_late_change_nothing(counter: Counter):
    taken_up = await counter.hear("permesso")
    paused = (await event(counter, PAUSE, taken_up)).caller
    finished = await counter.hear("permesso", "annulla", "menu")
    assert finished.session.offers
    for name, caller in ((DROP, taken_up), (PAUSE, paused), (PAUSE, finished), (DROP, finished)):
        turn = await event(counter, name, caller)
        assert turn.caller == caller
        assert turn.parts == ()
    assert (await event(counter, DROP, None)).caller == Caller(LANE)


# -- notices


@pytest.mark.parametrize(
    ("now", "leaves"),
    [
        ((3, 7, 59), (3, 8, 0)),
        ((3, 0, 0), (3, 8, 0)),
        ((3, 8, 0), (3, 8, 0)),
        ((3, 21, 59), (3, 21, 59)),
        ((3, 22, 0), (4, 8, 0)),
        ((28, 23, 30), (29, 8, 0)),  # the night in which summer time begins
    ],
)
async def test_a_pause_is_not_told_at_night(counter: Counter, now: tuple[int, ...], leaves: tuple[int, ...]):
    caller = await counter.hear("permesso")
    counter.clock.now = datetime(2026, 3, *now, tzinfo=ROME)
    (part,) = (await event(counter, PAUSE, caller)).parts
    assert part.not_before == datetime(2026, 3, *leaves, tzinfo=ROME)
    assert part.valid_until == part.not_before + timedelta(hours=12)


async def test_who_wants_no_notices_is_told_of_no_pause(counter: Counter):
    caller = await counter.hear("stop", "permesso")
    assert caller.stopped
    turn = await event(counter, PAUSE, caller)
    assert turn.parts == ()
    assert turn.caller.session.paused_at == counter.clock()
    assert turn.timers == (Timer(LANE, DROP, counter.clock() + KEEP),)


async def test_a_receipt_reaches_even_who_wants_no_notices(counter: Counter):
    caller = await counter.hear("stop")
    turn = await event(counter, "permit.ready", caller, number=3)
    assert "3" in said(turn)
    assert turn.parts[0].priority is Priority.NOTICE
    assert turn.parts[0].not_before is None


async def test_an_event_leaves_the_open_question_as_it_is(counter: Counter):
    caller = await counter.hear(*OPENING)
    turn = await event(counter, "permit.ready", caller, number=3)
    assert turn.caller == caller
    assert [record.values for record in turn.records] == [{"number": 3, "lane": LANE}]
    assert turn.parts[-1].files == (PDF,)
    handled = await counter.conversation.handle(counter.work("sì", turn.caller))
    assert handled.turn.caller.session.stack == ()
