"""Files: codes are read out of those of a message, and those of an answer are made where they travel."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.conversation import Conversation
from bot.drawing import drawn
from bot.looking import looked_through, worth_a_look
from bot.message import File
from bot.service import Sketch, bind, done
from tests.engine.counter import CHAT, KEEP, PDF, PERMIT, SMS, Counter, desk

PHOTO = File("multa.jpg", "image/jpeg", b"AB123CD")
NOTE = File("note.txt", "text/plain", b"AB123CD")


async def plain(file: File) -> Sequence[str]:
    """An eye that takes a file's bytes for what is written on it; of the PDF it can read nothing."""
    return () if file is PDF else (file.content.decode(),)


async def test_what_is_read_stands_under_what_was_written_and_its_file_has_done_its_service():
    work = Counter().work("permesso", files=(PHOTO, NOTE, PDF, replace(PHOTO, name="again.jpg")))
    looked = await looked_through(work, plain)
    assert looked.inbound.text == "permesso\nAB123CD"
    assert looked.inbound.files == (NOTE, PDF)
    assert looked.id == work.id


async def test_a_paper_that_is_to_be_judged_itself_stays_but_a_photo_of_it_does_not():
    paper, photo = replace(PDF, content=b"7K3M"), replace(PHOTO, content=b"7K3M")
    work = Counter().work(files=(photo, paper))
    looked = await looked_through(work, plain, keeps=lambda code: code == "7K3M")
    assert (looked.inbound.text, looked.inbound.files) == ("7K3M", (paper,))


async def test_a_message_whose_files_say_nothing_is_left_as_it_is():
    work = Counter().work("permesso", files=(PDF,))
    assert await looked_through(work, plain) is work


async def test_only_a_few_files_of_a_message_are_looked_at():
    photos = tuple(File(f"{n}.png", "image/png", f"AA{n:03}AA".encode()) for n in range(7))
    looked = await looked_through(Counter().work(files=photos), plain)
    assert looked.inbound.text.splitlines() == [f"AA{n:03}AA" for n in range(5)]
    assert looked.inbound.files == photos[5:]


@pytest.mark.parametrize(("files", "worth"), [((), False), ((NOTE,), False), ((NOTE, PDF), True)])
def test_only_pictures_and_papers_are_worth_a_look(files: tuple[File, ...], *, worth: bool):
    assert worth_a_look(Counter().work(files=files).inbound) is worth


async def test_the_code_of_a_photo_fills_the_form():
    counter = Counter()
    bound = {"permit": bind(PERMIT, {"registry": counter.registry})}
    seeing = Conversation(desk(), bound, {"telegram": CHAT}, counter.clock, keep=KEEP, read_codes=plain)
    handled = await seeing.handle(counter.work("permesso", files=(PHOTO,)))
    assert handled.turn.caller.session.current.answers == {"plate": "AB123CD"}
    assert "file" not in handled.turn.parts[0].text


async def test_a_paper_is_made_only_where_files_travel():
    made: list[str] = []

    async def make() -> bytes:
        made.append("paper")
        return b"%PDF"

    sketch = Sketch("notice.pdf", "application/pdf", make)
    assert await drawn(done("granted", files=[PDF, sketch]).files, CHAT) == [
        PDF,
        File("notice.pdf", "application/pdf", b"%PDF"),
    ]
    assert await drawn([PDF, sketch], SMS) == []
    assert made == ["paper"]


async def test_a_paper_goes_along_with_the_answer_of_a_service_and_of_an_event():
    async def make() -> bytes:
        return b"%PDF"

    sketch = Sketch("permit.pdf", "application/pdf", make)

    async def fulfil(form: object):
        return done("granted", files=[sketch], plate=form.plate)

    async def ready(payload: object):
        return done("ready", files=[sketch], number=payload["number"])

    counter = Counter(replace(PERMIT, fulfil=fulfil, events={"ready": ready}))
    caller = await counter.hear("permesso", "AB123CD", "Centro")
    handled = await counter.conversation.handle(counter.work("sì", caller))
    assert [part.files for part in handled.turn.parts][1:] == [
        (File("permit.pdf", "application/pdf", b"%PDF"),)
    ]
    event = counter.work("", caller, event="permit.ready", payload={"number": "7"})
    told = (await counter.conversation.handle(event)).turn
    assert [file.name for part in told.parts for file in part.files] == ["permit.pdf"]
