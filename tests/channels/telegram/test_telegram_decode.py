"""Update in: what Telegram brings, and the message, the tap or the nothing that it becomes."""

import pytest

from bot.errors import BadRequest
from bot.message import Inbound, Refused
from channels.telegram import Account, Arrival, Telegram, Wanted
from tests.channels.telegram.conftest import NOW
from tests.telegram_updates import (
    ANNA,
    BOT,
    BOT_ID,
    DATE,
    MARIO,
    TOKEN,
    Updates,
    document,
    group,
    photo,
    private,
    user,
)

MAKE = Updates()
PDF = Wanted("doc-1", "modulo.pdf", "application/pdf", 12)
VOICE, STICKER, PLACE, OTHER = (Refused(reason) for reason in ("voice", "sticker", "place", "other"))
PLACED = {"latitude": 45.5, "longitude": 9.2}


def media(**more):
    return {"file_id": "m-1", "file_unique_id": "u-1", "file_size": 1000, **more}


def keys(*rows):
    return {
        "inline_keyboard": [[{"text": label, "callback_data": data} for label, data in row] for row in rows]
    }


def said(**what):
    return MAKE.message(**what)


def contact(user_id, number="393331234567", **names):
    who = {"first_name": "Mario", **names, **({"user_id": user_id} if user_id else {})}
    return {"phone_number": number, **who}


def raw(**what):
    """An update that only the raw form can hold."""
    return {"update_id": 5, **what}


MESSAGES = [
    ("plain", said(text="MULTA AB123CD"), {"text": "MULTA AB123CD"}),
    ("accents", said(text="Perché è così?"), {"text": "Perché è così?"}),
    ("a picture in letters", said(text="👍🏽"), {"text": "👍🏽"}),
    ("another script", said(text="Сколько?"), {"text": "Сколько?"}),
    ("white space is the citizen's", said(text="  sì \n"), {"text": "  sì \n"}),
    ("lines", said(text="uno\ndue"), {"text": "uno\ndue"}),
    ("a NUL", said(text="s\0i"), {"text": "si"}),
    ("the longest", said(text="a" * 4096), {"text": "a" * 4096}),
    ("bold words", said(text="sì", entities=[{"type": "bold", "offset": 0, "length": 2}]), {"text": "sì"}),
    ("a language", said(text="hi", language="en"), {"text": "hi", "language": "en"}),
    ("a language with its country", said(text="oi", language="pt-br"), {"text": "oi", "language": "pt-br"}),
    ("no language", said(text="hi", language=None), {"text": "hi", "language": ""}),
    ("another chat", said(text="sì", chat=ANNA), {"text": "sì", "sender": str(ANNA)}),
    ("forwarded", said(text="sì", forward_origin={"type": "hidden_user", "sender_user_name": "X", "date": 1}),
     {"text": "sì"}),
    ("an answer to a message", said(text="sì", reply_to_message={
        "message_id": 3, "date": DATE, "chat": private(MARIO), "from": BOT, "text": "Va bene?"}),
     {"text": "sì"}),
    ("in a topic", said(text="sì", message_thread_id=42, is_topic_message=True),
     {"text": "sì", "context": {"thread": "42"}}),
    ("in a thread that is no topic", said(text="sì", message_thread_id=42), {"text": "sì"}),
    ("a field that is new to us", said(text="sì", novelty={"a": 1}), {"text": "sì"}),
    ("edited", said(kind="edited_message", text="AB123CE"), {"text": "AB123CE"}),
    ("an edited caption", said(kind="edited_message", caption="multa", document=document()),
     {"text": "multa", "wanted": (PDF,)}),
    # commands
    ("a command", said(text="/multa"), {"text": "multa"}),
    ("to this bot", said(text="/multa@comune_prova_bot"), {"text": "multa"}),
    ("with its data", said(text="/multa@comune_prova_bot AB123CD V1"), {"text": "multa AB123CD V1"}),
    ("with data on another line", said(text="/multa\nAB123CD"), {"text": "multa AB123CD"}),
    ("in capitals", said(text="/AIUTO"), {"text": "AIUTO"}),
    ("start", said(text="/start"), {"text": "/start"}),
    ("start to this bot", said(text="/start@comune_prova_bot"), {"text": "/start"}),
    ("start from a link", said(text="/start multa"), {"text": "multa"}),
    ("start from a longer link", said(text="/start multa_AB123CD"), {"text": "multa AB123CD"}),
    ("a slash alone", said(text="/"), {"text": "/"}),
    ("a path", said(text="/12/2026"), {"text": "/12/2026"}),
    ("a slash in the middle", said(text="V1/2026"), {"text": "V1/2026"}),
    # files
    ("a document", said(document=document()), {"wanted": (PDF,)}),
    ("a document and words", said(document=document(), caption="/multa AB123CD"),
     {"text": "multa AB123CD", "wanted": (PDF,)}),
    ("a document without a name", said(document=document(name=None)),
     {"wanted": (Wanted("doc-1", "documento", "application/pdf", 12),)}),
    ("a document without a kind", said(document=document(kind=None)),
     {"wanted": (Wanted("doc-1", "modulo.pdf", "application/octet-stream", 12),)}),
    ("a photo: the largest", said(photo=photo()),
     {"wanted": (Wanted("photo-1-1280", "foto.jpg", "image/jpeg", 120_000),)}),
    ("a photo and words", said(photo=photo(), caption="la multa"),
     {"text": "la multa", "wanted": (Wanted("photo-1-1280", "foto.jpg", "image/jpeg", 120_000),)}),
    ("one of an album", said(photo=photo(), media_group_id="g1"),
     {"wanted": (Wanted("photo-1-1280", "foto.jpg", "image/jpeg", 120_000),)}),
    # what we do not read
    ("a voice message", said(voice=media(duration=3)), {"refused": (VOICE,)}),
    ("a song", said(audio=media(duration=3)), {"refused": (VOICE,)}),
    ("a video", said(video=media(duration=3, width=9, height=9)), {"refused": (VOICE,)}),
    ("a video and words", said(video=media(duration=3, width=9, height=9), caption="aiuto"),
     {"text": "aiuto", "refused": (VOICE,)}),
    ("a round video", said(video_note=media(duration=3, length=9)), {"refused": (VOICE,)}),
    ("a sticker", said(sticker=media(type="regular", width=9, height=9, is_animated=False, is_video=False)),
     {"refused": (STICKER,)}),
    ("a moving picture, which comes with a document too",
     said(animation=media(duration=3, width=9, height=9), document=document()), {"refused": (STICKER,)}),
    ("dice", said(dice={"emoji": "🎲", "value": 3}), {"refused": (STICKER,)}),
    ("a place", said(location=PLACED), {"refused": (PLACE,)}),
    ("a venue", said(location=PLACED, venue={"location": PLACED, "title": "Bar", "address": "via Roma"}),
     {"refused": (PLACE,)}),
    ("a poll", said(poll={
        "id": "1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": False,
        "is_anonymous": True, "type": "regular", "allows_multiple_answers": False, "allows_revoting": False,
        "members_only": False}),
     {"refused": (OTHER,)}),
    ("something that is new to us", said(hologram={"a": 1}), {"refused": (OTHER,)}),
    ("a message that the library cannot read", raw(message={"chat": private(MARIO), "date": "?", "text": 3}),
     {"refused": (OTHER,), "external_id": f"update/{BOT_ID}/5", "language": ""}),
    # contacts
    ("their own contact", said(contact=contact(MARIO)), {"text": "+393331234567"}),
    ("their own, with a plus", said(contact=contact(MARIO, "+39 333 1234567")), {"text": "+39 333 1234567"}),
    ("another's contact", said(contact=contact(ANNA, first_name="Anna", last_name="Neri")),
     {"text": "Anna Neri +393331234567"}),
    ("of nobody on Telegram", said(contact=contact(None, first_name="Anna")), {"text": "Anna +393331234567"}),
]  # fmt: skip


@pytest.fixture
def telegram():
    return Telegram(Account(TOKEN), None, lambda: NOW)


@pytest.mark.parametrize(("label", "update", "expected"), MESSAGES, ids=[case[0] for case in MESSAGES])
def test_message(label, update, expected, telegram):
    wanted = expected.get("wanted", ())
    rest = {name: value for name, value in expected.items() if name != "wanted"}
    usual = {
        "channel": "telegram", "external_id": f"update/{BOT_ID}/{update['update_id']}", "sender": str(MARIO),
        "text": "", "received_at": NOW, "language": "it",
    }  # fmt: skip
    found = telegram.decode(update)
    assert found == Arrival(update["update_id"], Inbound(**{**usual, **rest}), wanted), label


CONFIRM = {"message_id": 7, "date": DATE, "chat": private(MARIO), "from": BOT, "text": "Va bene così?"}
TAPS = [
    ("a button", MAKE.tap("3.0"), {"tap": "3.0"}, ""),
    (
        "a button with its label",
        MAKE.tap("3.1", message={**CONFIRM, "reply_markup": keys([("Sì", "3.0"), ("No", "3.1")])}),
        {"tap": "3.1"},
        "No",
    ),
    (
        "of a message that Telegram does not show any more",
        MAKE.tap("3.0", message={"message_id": 7, "date": 0, "chat": private(MARIO)}),
        {"tap": "3.0"},
        "",
    ),
    (
        "in a topic",
        MAKE.tap("3.0", message={**CONFIRM, "message_thread_id": 42, "is_topic_message": True}),
        {"tap": "3.0", "context": {"thread": "42"}},
        "",
    ),
    ("in another language", MAKE.tap("3.0", language="en"), {"tap": "3.0", "language": "en"}, ""),
    ("without data", MAKE.tap("", game_short_name="g"), None, ""),
    ("with more data than we ever give", MAKE.tap("a" * 65), None, ""),
    ("in a group", MAKE.tap("3.0", message={**CONFIRM, "chat": group()}), None, ""),
]


@pytest.mark.parametrize(("label", "update", "expected", "tapped"), TAPS, ids=[case[0] for case in TAPS])
def test_tap(label, update, expected, tapped, telegram):
    found = telegram.decode(update)
    assert (found.tap_id, found.tapped) == (update["callback_query"]["id"], tapped), label
    if expected is None:
        assert found.inbound is None, "the button stops turning and nothing else happens"
        return
    usual = {"channel": "telegram", "sender": str(MARIO), "text": "", "received_at": NOW, "language": "it"}
    external_id = f"update/{BOT_ID}/{update['update_id']}"
    assert found.inbound == Inbound(**{**usual, "external_id": external_id, **expected})


def in_group(text="/multa", **what):
    return MAKE.said_in_group(text, **what)


TO_US = {"message_id": 3, "date": DATE, "chat": group(), "from": BOT, "text": "In privato."}
TO_ANNA = {**TO_US, "from": user(ANNA)}
GROUPS = [
    ("a command", in_group(), True),
    ("a command to us", in_group("/multa@comune_prova_bot AB123CD"), True),
    ("an answer to us", in_group("sì", reply_to_message=TO_US), True),
    ("an answer to another", in_group("sì", reply_to_message=TO_ANNA), False),
    ("what is said to others", in_group("chi paga la multa?"), False),
    ("of a bot", in_group(**{"from": {**BOT, "id": 9}}), False),
    ("of nobody", {"update_id": 5, "message": {"message_id": 1, "date": DATE, "chat": group(), "text": "/m"}},
     False),
    ("an edit", {"update_id": 5, "edited_message": in_group()["message"]}, False),
    ("in a small group", in_group(chat=group(-5, "group")), True),
]  # fmt: skip


@pytest.mark.parametrize(("label", "update", "spoken"), GROUPS, ids=[case[0] for case in GROUPS])
def test_group(label, update, spoken, telegram):
    found = telegram.decode(update)
    message = update.get("message") or update["edited_message"]
    assert found.group == (str(message["chat"]["id"]) if spoken else ""), label
    assert (found.inbound, found.wanted, found.tap_id) == (None, (), "")


NOTHINGS = [
    ("a place that moves", said(kind="edited_message", location=PLACED)),
    ("they have blocked us", MAKE.membership()),
    ("they are back", MAKE.membership(old="kicked", new="member")),
    ("something pinned", said(pinned_message={"message_id": 1, "date": DATE, "chat": private(MARIO)})),
    ("messages shall vanish", said(message_auto_delete_timer_changed={"message_auto_delete_time": 60})),
    ("leave to write", said(write_access_allowed={})),
    ("a topic made", said(forum_topic_created={"name": "t", "icon_color": 1}, message_thread_id=2)),
    ("of a bot", MAKE.message(text="sì", **{"from": {**BOT, "id": 9}})),
    ("a channel's post", raw(channel_post={
        "message_id": 1, "date": DATE, "chat": {"id": -100, "type": "channel"}, "text": "a"})),
    ("a kind of update that is new to us", raw(novelty={"a": 1})),
    ("nothing", raw()),
    ("unreadable, in a group", raw(message={"chat": group(), "date": "?", "text": 3})),
    ("unreadable, from nobody", raw(message={"date": "?"})),
    ("unreadable, from a chat that is none", raw(message={"chat": 7, "date": "?"})),
]  # fmt: skip


@pytest.mark.parametrize(("label", "update"), NOTHINGS, ids=[case[0] for case in NOTHINGS])
def test_nothing_for_us(label, update, telegram):
    assert telegram.decode(update) == Arrival(update["update_id"], language=""), label


@pytest.mark.parametrize("update", [{}, {"update_id": "1"}, {"update_id": None, "message": {}}, [], 3])
def test_no_update(update, telegram):
    with pytest.raises(BadRequest, match=r"^update_id$"):
        telegram.decode(update)


def test_the_numbers_of_another_bot_are_others():
    other = Telegram(Account("8:another"), None, lambda: NOW)
    assert other.decode(raw(message=said(text="a")["message"])).inbound.external_id == "update/8/5"
