"""The public pages of alerts, judged in a real browser: by rules, in width, and by the links on them."""

import pytest

from interop.browser.judging import needs_axe, usable_by_everybody
from storage.audience import Audience
from tests.broadcasts.alert_site import flood, served
from tests.broadcasts.conftest import clock, empty, store
from tests.storage.broadcasting import APPROVER, done, draft

HOME = "/avvisi"
__all__ = ["clock", "empty", "store"]  # fixtures


@pytest.fixture
async def site(store, clock):
    async with served(store, clock) as site:
        yield site


@needs_axe
@pytest.mark.parametrize("lang", ["it", "en"])
async def test_everybody_can_use_them(site, page, clock, lang):
    first = await site.out(flood(clock, audience=Audience(topics=("roads",), zones=("saline",))))
    second = await site.out(draft(clock, public=True))
    withdrawn = await site.hall.broadcasts.by_code(second)
    done(await site.hall.broadcasts.cancel(withdrawn.id, APPROVER))
    clock.tick(seconds=6)
    faults = {}
    for name, path in {
        "all": "",
        "one": f"/{first}",
        "withdrawn": f"/{second}",
        "none": "/2026-0099",
    }.items():
        await page.goto(f"{site.address}{HOME}{path}?lang={lang}")
        faults |= await usable_by_everybody(page, f"alerts-{name}-{lang}")
    assert faults == {}


async def test_from_the_list_to_one_and_back_in_the_other_language(site, page, clock):
    code = await site.out(flood(clock))
    await page.goto(f"{site.address}{HOME}")
    await page.get_by_role("link", name="Piena <del> Rio").click()
    await page.wait_for_url(f"**{HOME}/{code}?lang=it")
    await page.get_by_role("link", name="English").click()
    assert await page.get_by_role("heading", level=1).inner_text() == "Flood"
    await page.get_by_role("link", name="All notices in force").click()
    await page.wait_for_url(f"**{HOME}?lang=en")
