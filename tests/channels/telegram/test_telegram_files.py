"""Files in: fetched whole before their message is kept, refused with a reason, or asked for again."""

from datetime import timedelta

import pytest

from bot.message import File, Refused
from channels.telegram import Attachments, NotYet, Wanted, Wire
from tests.telegram_calls import Answer, Stored, refusal

PDF = b"%PDF-1.7 \0\xff"


def wanted(name="verbale è.pdf", kind="application/pdf", size=0, file_id="doc-1"):
    return Wanted(file_id, name, kind, size)


@pytest.fixture
def fetch(peer, make_bot, session):
    async def fetch(*those, most=10_000_000, broken=0, content=PDF):
        account, bot = make_bot()
        peer.files.setdefault("doc-1", Stored(content, broken))
        return await Attachments(account, bot, Wire(session), most).fetch(those or (wanted(),))

    return fetch


NAMES = [
    ("plain", "verbale è.pdf", "verbale è.pdf"),
    ("without an ending", "verbale", "verbale.pdf"),
    ("a path", "../../etc/passwd.pdf", "etc_passwd.pdf"),
    ("another path", "C:\\temp\\a.pdf", "C_temp_a.pdf"),
    ("lines", "a\r\nb.pdf", "a_b.pdf"),
    ("a NUL", "a\0b.pdf", "a_b.pdf"),
    ("nothing", " ", "documento.pdf"),
    ("dots alone", "...", "documento.pdf"),
    ("far too long: its end tells more", "a" * 300 + ".pdf", "a" * 116 + ".pdf"),
]


@pytest.mark.parametrize(("label", "name", "stored"), NAMES, ids=[case[0] for case in NAMES])
async def test_a_file_comes_whole_under_a_name_that_can_be_stored(label, name, stored, fetch):
    assert await fetch(wanted(name)) == ((File(stored, "application/pdf", PDF),), ()), label


async def test_an_empty_file_is_a_file(fetch):
    assert await fetch(content=b"") == ((File("verbale è.pdf", "application/pdf", b""),), ())


LARGE = Refused("large", "verbale è.pdf", "10 MB")
MISSING = Refused("missing", "verbale è.pdf")


async def test_a_file_that_says_it_is_too_large_is_not_asked_for(fetch, peer):
    assert await fetch(wanted(size=10_000_001)) == ((), (LARGE,))
    assert not peer.asked


async def test_a_file_that_lies_about_its_size_is_not_read_to_its_end(fetch):
    assert await fetch(content=b"a" * 10_000_001) == ((), (LARGE,))
    assert await fetch(wanted(size=5), most=10_000_000) == ((), (LARGE,))


async def test_telegram_gives_out_twenty_megabytes(fetch):
    told = await fetch(content=b"a" * 20_000_001, most=100_000_000)
    assert told == ((), (Refused("large", "verbale è.pdf", "20 MB"),))


async def test_a_file_that_telegram_does_not_know_any_more_is_missing(fetch):
    assert await fetch(wanted(file_id="other")) == ((), (MISSING,))


async def test_what_is_good_of_several_is_kept(fetch):
    files, refused = await fetch(wanted(), wanted(file_id="other"), wanted(size=99_000_000))
    assert (len(files), refused) == (1, (MISSING, LARGE))


LATER = [
    ("slow down", "getFile", refusal(429, "Too Many Requests", retry_after=7), 7),
    ("broken inside", "getFile", refusal(500, "Internal Server Error"), None),
    ("broken between", "getFile", Answer(502, "<html>"), None),
    ("cut off", "getFile", Answer(drop=True), None),
    ("a wrong token for a while", "getFile", refusal(401, "Unauthorized"), None),
]


@pytest.mark.parametrize(("label", "method", "answer", "seconds"), LATER, ids=[case[0] for case in LATER])
async def test_what_may_be_had_later_is_waited_for(label, method, answer, seconds, fetch, peer):
    peer.answers[method].append(answer)
    with pytest.raises(NotYet) as caught:
        await fetch()
    assert caught.value.pause == (timedelta(seconds=seconds) if seconds else None), label
    assert (await fetch())[0], "the next time it is there"


@pytest.mark.parametrize("status", [404, 429, 500, 502, 503])
async def test_an_address_that_does_not_answer_well_is_asked_anew(status, fetch, peer):
    with pytest.raises(NotYet):
        await fetch(broken=status)
    peer.files["doc-1"].broken = 0
    assert (await fetch())[0]


def test_what_never_came_is_told_by_its_name():
    assert Attachments.missing((wanted("a/b.pdf"),)) == (Refused("missing", "a_b.pdf"),)
