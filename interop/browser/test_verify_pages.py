"""The pages of a check in a real browser: judged by axe-core, on small screens too, and without a script."""

import pytest
from aiohttp.test_utils import TestServer

from interop.browser.judging import needs_axe, usable_by_everybody
from storage import schema
from storage.database import open_database
from storage.permits import Ended
from storage.records import RECORDS
from tests.certifying.office import ANNA, open_office, order
from tests.certifying.permits import open_permitting
from tests.certifying.site import application
from tests.clock import Ticker

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


VIEWS = (
    *("ask", "valid", "not found", "mistyped", "delivery", "dead link"),
    *("permit", "permit revoked", "permit by link"),
)


@needs_axe
@pytest.mark.parametrize("view", VIEWS)
async def test_every_view_can_be_used_by_everybody(page, town, view):
    address, issued, permits = town
    path, heading = paths(issued, permits)[view]
    await page.goto(f"{address}{path}")
    assert await page.inner_text("h1") in {heading, f"✓ {heading}"}
    assert await usable_by_everybody(page, f"check-{view}".replace(" ", "-")) == {}


@needs_axe
async def test_a_link_is_opened_by_a_fiscal_code(page, town):
    address, issued, permits = town
    await page.goto(f"{address}{paths(issued, permits)['delivery'][0]}")
    for typed, view in (("SMPBRN75C03F205C", "wrong"), (ANNA.fiscal_code, "open")):
        await page.fill("#code", typed)
        await page.press("#code", "Enter")
        await page.wait_for_selector("#said")
        assert await usable_by_everybody(page, f"check-delivery-{view}") == {}
    async with page.expect_download() as downloading:
        await page.click("main a.button")
    assert (await downloading.value).suggested_filename.endswith(".pdf")


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
