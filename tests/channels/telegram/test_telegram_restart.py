"""Nothing is lost and nothing is answered twice: repeats, restarts, and updates that cannot be kept."""

from bot.errors import StoreUnavailable
from tests.channels.telegram.scene import opened
from tests.telegram_updates import ANNA, MARIO

FINE = "MULTA AB123CD V12345/2026 03/02/2026"


async def test_an_update_that_comes_twice_is_answered_once(scene):
    update = scene.peer.says("/start")
    await scene.turn()
    await scene.turn()
    scene.peer.pending.append(update)
    await scene.turn()
    assert (len(scene.peer.messages), scene.counted) == (1, {"kept": 1, "repeated": 1})


async def test_a_restart_before_the_commit_loses_nothing(peer, desk, clock, tmp_path):
    class Dying:
        async def accept(self, *_):
            raise StoreUnavailable

    peer.says(FINE)
    peer.says("grazie")
    async with opened(peer, desk, clock, tmp_path) as scene:
        scene.poller._intake._reception = Dying()
        await scene.turn()
        assert (await scene.rows("select count(*) from inbox"), peer.messages) == ([(0,)], [])
    async with opened(peer, desk, clock, tmp_path) as scene:
        await scene.turn()
        await scene.turn()
        assert [text for (text,) in await scene.rows("select text from inbox order by id")] == [
            FINE,
            "grazie",
        ]
        assert len(peer.messages) == 2
    assert peer.pending == []


async def test_a_restart_after_the_commit_repeats_nothing(peer, desk, clock, tmp_path):
    peer.says(FINE)
    async with opened(peer, desk, clock, tmp_path) as scene:
        await scene.turn()
    assert len(peer.pending) == 1, "the next call would have confirmed it"
    async with opened(peer, desk, clock, tmp_path) as scene:
        await scene.turn()
        await scene.turn()
        assert scene.counted == {"repeated": 1}
    assert (len(peer.messages), peer.pending) == (1, [])


async def test_a_poison_update_does_not_stop_the_next(scene):
    scene.peer.pending.append({"update_id": 4, "message": 7})
    scene.peer.bring({"update_id": 5, "message": {"chat": {"id": MARIO, "type": "private"}, "date": "?"}})
    scene.peer.says("/start", ANNA)
    await scene.turn()
    assert scene.peer.said_to(ANNA) == ["Che cosa posso fare per lei:"]
    assert scene.peer.said_to(MARIO)[0].startswith("Con il suo messaggio c'era qualcosa che non so leggere")


async def test_a_message_that_the_store_never_takes_is_kept_bare(scene):
    class Particular:
        def __init__(self, reception):
            self.reception = reception

        async def accept(self, inbound, correlation):
            if inbound.text == "veleno":
                raise ValueError(inbound)
            return await self.reception.accept(inbound, correlation)

    scene.poller._intake._reception = Particular(scene.poller._intake._reception)
    scene.peer.says("veleno")
    scene.peer.says("/start")
    scene.peer.says("/start", ANNA)
    for _ in range(6):
        await scene.turn()
    assert len(scene.peer.said_to(ANNA)) == 1
    first, second = scene.peer.said_to(MARIO)
    assert first.startswith("Con il suo messaggio c'era qualcosa che non so leggere")
    assert second == "Che cosa posso fare per lei:"
    assert scene.counted["unkept"] == 5
