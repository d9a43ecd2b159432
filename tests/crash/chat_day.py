"""A short day of a bot: what differs from SMS. Each step also happens again with a death at a given point."""

import copy
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

from storage.sealing import Keyring
from storage.veil import Veil
from tests.crash.chat import Chat, MortalPeer
from tests.crash.child import Journal, Point
from tests.crash.replay import Call, Replayed, Saved, keep_copy, prepare, watch
from tests.crash.scenario import OPENING, Step
from tests.crash.world import World, read_world
from tests.telegram_calls import Answer, Stored
from tests.telegram_updates import ANNA, MARIO, document, photo
from tests.veiled_rows import KEY, clear

GINO = 500000003
_FILES = {"doc-1": Stored(b"%PDF-1.7 \0\xff"), "photo-1-1280": Stored(b"\xff\xd8")}

_BROUGHT = "SELECT content FROM blob ORDER BY sha256"


async def asks(chat: Chat) -> None:
    chat.peer.says("MULTA AB123CD V12345/2026 03/02/2026")


async def confirms(chat: Chat) -> None:
    await chat.tap("Sì")


async def sends_files(chat: Chat) -> None:
    chat.peer.bring(chat.peer.make.message(ANNA, document=document(), caption="MULTA AB123CD"))
    chat.peer.bring(chat.peer.make.message(ANNA, photo=photo()))


async def loses_an_answer(chat: Chat) -> None:
    chat.peer.answers["sendMessage"].append(Answer(keep=True, drop=True))
    chat.peer.says("/stato", GINO)


async def are_many(chat: Chat) -> None:
    """One call for updates brings a repeat, an edit, a block, a group and a poison among what three write."""
    peer, make = chat.peer, chat.peer.make
    twice = peer.says("ORARI TRIBUTI", MARIO)
    peer.says("/operatore", GINO)
    peer.pending.append({"update_id": next(make.numbers), "message": 7})
    peer.bring(make.said_in_group("/multa"))
    peer.bring(make.membership(ANNA))
    peer.blocked.add(ANNA)
    peer.says("/aiuto", ANNA)
    peer.bring(make.message(MARIO, kind="edited_message", text="ORARI ANAGRAFE"))
    peer.pending.append(twice)


STEPS = tuple(
    Step(number, happens.__name__, OPENING + number * timedelta(minutes=10), happens)
    for number, happens in enumerate((asks, confirms, sends_files, loses_an_answer, are_many))
)


async def replay(
    folder: Path,
    step: Step,
    before: Saved,
    dies: Sequence[Point | Call] = (),
    kind: type[Chat] = Chat,
    more: Callable[[Chat], World] = lambda _: {},
) -> Replayed:
    """Let a step happen to a counter that dies at commits, one in each life, or once during a call.

    `kind` is of the surroundings, `more` what of them must be the same too.
    """
    clock = prepare(folder, step, before)
    async with MortalPeer(step.number).running() as peer:
        peer.messages[:] = copy.deepcopy(before.messages)
        peer.known |= {MARIO, ANNA, GINO}
        peer.files |= _FILES
        commits = [point for point in dies if isinstance(point, Point)]
        chat = kind(folder, peer, clock, step.number, commits)
        calls = watch(chat, dies)
        try:
            await step.happens(chat)
            await chat.close()
            saved = Saved(keep_copy(chat.store, folder / "after.db"), peer.messages)
            world = {**_read(chat), **more(chat)}
        finally:
            peer.answers.clear()
            await chat.leave()
    return Replayed(saved, world, Journal(folder).read(), calls, chat.deaths)


def _read(chat: Chat) -> World:
    """Read all that must be the same; how often a part may have doubled stands by itself."""
    told = [{"to": message["chat"]["id"], "body": _shown(message)} for message in chat.peer.messages]
    world = dict(read_world(chat.store, told))
    resent = sum(int(str(row[-1])) for row in world["outbox"])
    parts = [row[:-1] for row in world["outbox"]]
    veil = Veil(Keyring([KEY]))
    contents = sorted(clear(content, veil) for (content,) in chat.store.execute(_BROUGHT))
    blobs = [(content,) for content in contents if not content.startswith(b"BEGIN")]
    unconfirmed = [(update["update_id"],) for update in chat.peer.pending]
    return {**world, "outbox": parts, "resent": [(resent,)], "files": blobs, "unconfirmed": unconfirmed}


def _shown(message: dict[str, object]) -> str:
    sent = message.get("document")
    name = sent["file_name"] if isinstance(sent, dict) else ""
    return f"{message.get('text', '')} {message.get('reply_markup', '')} {name}"
