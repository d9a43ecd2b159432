"""The stream of a page: it tells while the session goes on, ends with it, and is closed to others."""

import asyncio

import pytest

from storage.staff_rows import Role
from tests.web.desk_requests import request_desk


@pytest.fixture
async def scene(sqlite_file, tmp_path):
    async with request_desk(sqlite_file, tmp_path, still=0.02) as scene:
        yield scene


async def told(stream, word):
    """Read until a word comes, and give that line; empty where the stream ends before."""
    async with asyncio.timeout(20):
        async for line in stream.content:
            if word in line:
                return line.decode()
    return ""


async def test_a_change_is_told_without_its_content(scene):
    reference = await scene.asked()
    olga = await scene.site.staff(Role.OPERATOR, name="olga")
    number = await scene.worktop.live.number()
    await scene.site.staff(Role.OPERATOR, name="carlo", full_name="Carlo Finto")
    async with scene.site.client.get(f"/desk/live?after={number}", cookies=olga.cookies) as stream:
        assert (stream.status, stream.content_type) == (200, "text/event-stream")
        assert stream.headers["Cache-Control"] == "no-store"
        assert '"free": 1' in await told(stream, b'"open": 1')
        await scene.desk.note(reference, "Parola segreta", by="carlo", expected=0)
        await scene.pauses.look()
        line = await told(stream, b'"version"')
        assert all(word in line for word in (reference, "Nota interna", "Carlo Finto", '"version": 1'))
        assert "segreta" not in line


async def test_what_happened_since_the_page_was_made_is_told_first(scene):
    reference = await scene.asked()
    number = await scene.worktop.live.number()
    olga = await scene.site.staff(Role.OPERATOR, name="olga")
    await scene.desk.take(reference, by="olga", expected=0)
    async with scene.site.client.get(f"/desk/live?after={number}&lang=en", cookies=olga.cookies) as stream:
        assert "Taken in charge" in await told(stream, b'"version"')
    again = {"Last-Event-ID": str(number)}
    async with scene.site.client.get("/desk/live", cookies=olga.cookies, headers=again) as stream:
        assert "Presa in carico" in await told(stream, b'"version"')


async def test_the_stream_ends_with_the_session(scene):
    olga = await scene.site.staff(Role.OPERATOR)
    async with scene.site.client.get("/desk/live", cookies=olga.cookies) as stream:
        await told(stream, b"still here")
        await olga.post("/desk/sign-out")
        assert await told(stream, b"event: over")
        assert await stream.content.read() == b"data: {}\n\n"


async def test_to_be_open_keeps_no_session_going(scene):
    olga = await scene.site.staff(Role.OPERATOR)
    async with scene.site.client.get("/desk/live", cookies=olga.cookies) as stream:
        await told(stream, b"still here")
        scene.clock.tick(minutes=21)
        assert await told(stream, b"event: over")
    assert (await olga.get("/desk/requests")).status == 303


async def test_who_has_no_part_in_it_hears_nothing(scene):
    auditor = await scene.site.staff(Role.AUDITOR)
    assert (await auditor.get("/desk/live")).status == 403
    assert (await scene.site.stranger().get("/desk/live")).status == 303
