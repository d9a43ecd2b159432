"""Debian's Chromium, and a phone whose counter answers by heart: only the page is judged here."""

import shutil

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from channels.sandbox import sandboxes
from sportello.web import pay, phone
from sportello.web.pages import Pages, Static
from sportello.web.phone_lines import Counter
from tests.web import pretended_counter


@pytest.fixture(scope="session")
def browser_type_launch_args():
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("apt-get install --no-install-recommends chromium")
    return {"executable_path": chromium, "args": ["--no-sandbox"]}


@pytest.fixture(scope="session")
def browser_context_args():
    return {"locale": "it-IT", "timezone_id": "Europe/Rome", "viewport": {"width": 1280, "height": 800}}


@pytest.fixture(params=["stream", "polling"])
async def served(request):
    """The site, once with a stream of changes and once without; `kept` holds what was said."""
    kept, static = pretended_counter.Answering(), Static()
    pages = Pages(static)
    changes = kept.changes if request.param == "stream" else None
    counter = Counter(
        kept, kept.receive, lambda: pretended_counter.SAMPLES, lambda: pretended_counter.NOW, changes
    )
    app = web.Application()
    app.add_routes(
        [static.route(), *pay.routes(pay.PayPage(pretended_counter.Notices(), pages, sandbox=True))]
    )
    app.add_routes(phone.routes(phone.Phone(counter, sandboxes(), pages, largest=100_000)))
    server = TestServer(app, host="127.0.0.1", port=0)
    await server.start_server()
    server.kept = kept
    yield server
    kept.stop()
    await server.close()


@pytest.fixture
async def opened(served, page):
    """The page of the phone, ready; whatever its console complains of fails the test."""
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.kept, page.complaints = served.kept, complaints
    await page.goto(str(served.make_url("/phone")))
    await page.wait_for_selector("html[data-ready]")
    yield page
    assert complaints == []
