"""The pages of a check in a real browser: judged by axe-core, on small screens too, and without a script."""

from pathlib import Path

import pytest
from aiohttp.test_utils import TestServer

from storage import schema
from storage.database import open_database
from storage.permits import Ended
from storage.records import RECORDS
from tests.certifying.office import open_office, order
from tests.certifying.permits import open_permitting
from tests.certifying.site import application
from tests.clock import Ticker

AXE = Path(__file__).parents[1] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
SIZES = {"phone": {"width": 360, "height": 740}, "desktop": {"width": 1280, "height": 900}}
SEEN = [("phone", "light"), ("phone", "dark"), ("desktop", "light")]
NOBODY = "7K3M-Q9XD-2FHT-8WPR-C366"


@pytest.fixture
async def town(tmp_path):
    """The pages on a port, and a certificate that was issued with its link."""
    url = f"sqlite:///{tmp_path}/sportello.db"
    schema.create(url)
    database = open_database(url, clock=Ticker(), owner="test")
    office = open_office(database)
    issued = await office.issue(order())
    permitting = open_permitting(office)
    permit = await permitting.issue()
    first = await permitting.office.deliver(permit, "sms:+393330000001")
    await permitting.permits.revoke(permit.number, Ended.REVOKED, by="l.rossi")
    second = await permitting.office.deliver(await permitting.issue("order-2"), "sms:+393330000001")
    await database.writer.submit(RECORDS, [*issued.records, *first.records, *second.records])
    server = TestServer(application(office), host="127.0.0.1", port=0)
    await server.start_server()
    yield str(server.make_url("/")).rstrip("/"), issued, (first, second)
    await server.close()
    office.press.close()
    database.close()


def paths(issued, permits):
    revoked, valid = permits
    return {
        "permit": (f"/verifica/{valid.code}", "Permesso valido"),
        "permit revoked": (f"/verifica/{revoked.code}", "Permesso revocato"),
        "permit by link": (f"/permesso/{valid.link.rpartition('/')[2]}", "Il Suo permesso"),
        "ask": ("/verifica", "Verifica un certificato o un permesso"),
        "valid": (f"/verifica/{issued.code}", "Certificato valido"),
        "not found": (f"/verifica/{NOBODY}", "Nessun documento con questo codice"),
        "mistyped": ("/verifica?code=boh", "Codice scritto male"),
        "delivery": (f"/certificato/{issued.link.url.rpartition('/')[2]}", "Il Suo certificato"),
        "dead link": (f"/certificato/{'x' * 22}", "Link non più valido"),
    }


async def judged(page):
    """What axe-core finds: the rule, and where."""
    await page.evaluate(AXE.read_text("utf-8"))
    found = await page.evaluate("rules => axe.run({runOnly: rules})", RULES)
    return [(each["id"], [node["html"] for node in each["nodes"]]) for each in found["violations"]]


VIEWS = (
    *("ask", "valid", "not found", "mistyped", "delivery", "dead link"),
    *("permit", "permit revoked", "permit by link"),
)


@pytest.mark.skipif(not AXE.exists(), reason="interop/run installs axe-core")
@pytest.mark.parametrize("view", VIEWS)
async def test_every_view_can_be_used_by_everybody(page, town, view):
    address, issued, permits = town
    path, heading = paths(issued, permits)[view]
    await page.goto(f"{address}{path}")
    assert await page.inner_text("h1") in {heading, f"✓ {heading}"}
    for size, look in SEEN:
        await page.set_viewport_size(SIZES[size])
        await page.emulate_media(color_scheme=look)
        assert await judged(page) == []
        assert await page.evaluate("document.documentElement.scrollWidth") <= SIZES[size]["width"]


async def test_a_check_needs_no_script(browser, town):
    address, issued, _ = town
    context = await browser.new_context(java_script_enabled=False)
    page = await context.new_page()
    await page.goto(f"{address}/verifica")
    await page.fill("#code", issued.code.replace("-", " ").lower())
    await page.press("#code", "Enter")
    assert "Certificato valido" in await page.inner_text("h1")
    pdf = {"name": "c.pdf", "mimeType": "application/pdf", "buffer": issued.pdf}
    await page.set_input_files("#file", [pdf])
    await page.click("#drop button")
    assert "File autentico" in await page.inner_text("h1")
    await context.close()
