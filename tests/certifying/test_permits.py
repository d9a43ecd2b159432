"""Papers of permits: one for what a permit says, whoever asks again; checked by what its record says now."""

import asyncio
import json
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.values import VerificationCode
from platforms.paper.press import Press
from platforms.residents.resident import RegisterAway
from sportello.certifying import CertificateOffice
from storage.certificate_records import Validity
from storage.certificate_rows import PERMITS
from storage.paper_standing import LivePapers
from storage.permits import Draft, Ended, PermitState
from storage.records import RECORDS
from tests.certifying.office import ADDRESS, ANNA, Town, order
from tests.certifying.permits import HOLDER, Permitting, open_permitting
from tests.certifying.site import Site

TELEGRAM, SMS = "telegram:900001", "sms:+393330000001"


@pytest.fixture
def permitting(office: CertificateOffice) -> Permitting:
    return open_permitting(office)


async def test_it_says_what_the_permit_says_and_is_kept(permitting: Permitting) -> None:
    permit = await permitting.issue()
    made = await permitting.office.deliver(permit, TELEGRAM)
    (file,) = made.files
    assert (file.name, file.media_type) == ("permesso-2026-000001.pdf", "application/pdf")
    assert made.check == f"{ADDRESS}/verifica/{made.code}"
    (paper,) = permitting.printed.papers
    assert (paper.number, paper.plates, paper.zone, paper.code) == (
        permit.number,
        permit.plates,
        "C",
        made.code,
    )
    assert (paper.holder.name, paper.holder.address) == ("Bragonelli Anna", "Via San Telmo 12/B")
    kept = await permitting.office.papers.kept.find(made.code)
    assert kept is not None
    assert (kept.series, kept.shown, kept.asked_by) == (PERMITS, permit.number, HOLDER.id)
    again = await permitting.permits.by_paper(made.code)
    assert again is not None
    assert again.number == permit.number


async def test_whoever_asks_again_gets_the_same_paper(permitting: Permitting) -> None:
    permit = await permitting.issue()
    made = [await permitting.office.deliver(permit, lane) for lane in (TELEGRAM, TELEGRAM, SMS)]
    at_once = await asyncio.gather(*(permitting.office.deliver(permit, TELEGRAM) for _ in range(4)))
    assert len({(each.code, each.files) for each in (*made, *at_once)}) == 1
    assert len(permitting.printed.papers) == 1


async def test_papers_of_permits_and_certificates_are_numbered_apart(
    permitting: Permitting, office: CertificateOffice
) -> None:
    for number in range(3):
        await permitting.office.deliver(await permitting.issue(f"order-{number}"), TELEGRAM)
    assert (await office.issue(order())).number.startswith("1/")
    assert [each.number for each in await office.kept.latest()] == [1]


async def test_by_sms_goes_a_link_that_the_holder_opens(permitting: Permitting, site: Site) -> None:
    made = await permitting.office.deliver(await permitting.issue(), SMS)
    assert made.until == permitting.database.clock() + timedelta(hours=48)
    assert made.link.startswith(f"{ADDRESS}/permesso/")
    await permitting.database.writer.submit(RECORDS, list(made.records))
    path = made.link.removeprefix(ADDRESS)
    assert "Scriva il codice fiscale del titolare" in (await site.get(path))[1]
    form = {"code": ANNA.fiscal_code, "once": "s" * 43}
    origin = {"Origin": str(site.client.make_url("")).rstrip("/")}
    answer = await site.client.post(path, data=form, headers=origin, allow_redirects=False)
    assert answer.status == 303
    assert "Scarica il permesso" in (await site.get(path))[1]
    status, content, headers = await site.get(f"{path}/permesso.pdf")
    assert (status, content.encode()) == (200, made.files[0].content)
    assert 'filename="permesso.pdf"' in headers["Content-Disposition"]


async def test_where_files_go_no_link_goes(permitting: Permitting) -> None:
    made = await permitting.office.deliver(await permitting.issue(), TELEGRAM)
    assert (made.link, made.until) == ("", None)
    assert dict(made.words())["link"] == "none"
    await permitting.database.writer.submit(RECORDS, list(made.records))
    kept = await permitting.office.papers.kept.find(made.code)
    assert kept is not None
    (sent,) = await permitting.office.papers.kept.deliveries(kept.id)
    assert (sent.channel, sent.lane) == ("telegram", TELEGRAM)


async def test_a_permit_that_says_something_else_has_another_paper(permitting: Permitting) -> None:
    permit = await permitting.issue()
    first = await permitting.office.deliver(permit, TELEGRAM)
    changed = await permitting.office.deliver(replace(permit, plates=("ZZ999ZZ",)), TELEGRAM)
    same = await permitting.office.deliver(replace(permit, plates=("ZZ999ZZ",)), TELEGRAM)
    assert changed.code == same.code != first.code
    live = LivePapers(permitting.office.papers.kept, permitting.permits)
    assert [(await _worth(live, each)) for each in (first.code, changed.code)] == [
        Validity.REPLACED,
        Validity.VALID,
    ]


async def _worth(live: LivePapers, code: str) -> Validity:
    found = await live.find(code)
    assert found is not None
    return found.validity(live.kept.database.clock().date())


async def test_nobodys_permit_has_no_paper(permitting: Permitting) -> None:
    permit = replace(await permitting.issue(), citizen="")
    with pytest.raises(LookupError):
        await permitting.office.deliver(permit, TELEGRAM)


async def test_who_is_better_served_in_another_language_has_it_beside(office: CertificateOffice) -> None:
    town = Town((replace(ANNA, language="en"),))
    english = open_permitting(office, town)
    await english.office.deliver(await english.issue(), TELEGRAM)
    town.away = True
    with pytest.raises(RegisterAway):
        await town.person(ANNA.fiscal_code)
    await english.office.deliver(await english.issue("order-2"), TELEGRAM)
    assert [each.language for each in english.printed.papers] == ["en", ""]


async def test_a_kind_that_holds_everywhere_names_no_zone(permitting: Permitting) -> None:
    permit = replace(await permitting.issue(), kind="doctor", zone="A,B,C")
    await permitting.office.deliver(permit, TELEGRAM)
    two = replace(await permitting.issue("order-2"), zone="A,B")
    await permitting.office.deliver(two, TELEGRAM)
    assert [each.zone for each in permitting.printed.papers] == ["", "A, B"]


async def test_its_page_shows_what_the_shown_half_shows_and_no_more(
    permitting: Permitting, site: Site
) -> None:
    permit = await permitting.issue()
    code = (await permitting.office.deliver(permit, TELEGRAM)).code
    status, page, _ = await site.get(f"/verifica/{code}")
    assert (status, "Permesso valido" in page) == (200, True)
    for fact in ("Residenti", permit.number, "AB123CD", "31/12/2026", "03/02/2026"):
        assert fact in page
    machine = (await site.get(f"/verifica/{code}.json"))[1]
    assert json.loads(machine) == {
        "result": "valid",
        "checkedAt": "2026-02-03T10:00:00+01:00",
        "code": code,
        "document": "permit",
        "number": permit.number,
        "plates": ["AB123CD"],
        "zone": "C",
        "validFrom": "2026-02-03",
        "validUntil": "2026-12-31",
        "revokedOn": None,
        "sha256": json.loads(machine)["sha256"],
    }
    for secret in ("Bragonelli", ANNA.fiscal_code, "San Telmo", HOLDER.id, "telegram"):
        assert secret not in page + machine
    assert "Valid permit" in (await site.get(f"/verifica/{code}?lang=en"))[1]


async def test_what_becomes_of_a_permit_is_told_at_once(permitting: Permitting, site: Site) -> None:
    permit = await permitting.issue()
    code = (await permitting.office.deliver(permit, TELEGRAM)).code
    today = permitting.database.clock().date()
    draft = Draft("order-2", "resident", HOLDER.id, ("ZZ999ZZ",), "C", today, None)
    new = await permitting.permits.replace(permit.number, draft)
    assert new is not None
    status, page, _ = await site.get(f"/verifica/{code}")
    assert (status, "Permesso sostituito" in page, "ZZ999ZZ" in page) == (200, True, False)
    assert "03/02/2026" in page
    second = (await permitting.office.deliver(new, TELEGRAM)).code
    await permitting.permits.revoke(new.number, Ended.REVOKED, by="l.rossi", reason="errore di persona")
    _, page, _ = await site.get(f"/verifica/{second}")
    assert "Permesso revocato" in page
    assert "errore di persona" not in page
    assert "l.rossi" not in page
    status, receipt, _ = await site.get(f"/verifica/{second}/esito.pdf")
    assert (status, receipt.startswith("%PDF-")) == (200, True)


async def test_the_paper_of_a_permit_that_is_not_there_is_as_a_wrong_code(
    permitting: Permitting, site: Site
) -> None:
    permit = replace(await permitting.issue(), number="1999/000001")
    code = (await permitting.office.deliver(permit, TELEGRAM)).code
    never = str(VerificationCode.draw())
    answers = [(await site.get(f"/verifica/{each}"))[:2] for each in (code, never)]
    assert answers[0] == (404, answers[1][1].replace(never, code))


async def test_its_file_is_known_too(permitting: Permitting) -> None:
    made = await permitting.office.deliver(await permitting.issue(), TELEGRAM)
    live = LivePapers(permitting.office.papers.kept, permitting.permits)
    found = await live.by_file(made.files[0].sha256)
    assert found is not None
    assert found.standing is Validity.VALID
    assert found.code == made.code


async def test_a_sheet_goes_with_what_is_handed_back(permitting: Permitting) -> None:
    sketch = permitting.office.handing_back("2026/000001", ("AB123CD",), "2026/000002")
    assert (sketch.name, sketch.media_type) == ("restituzione-2026-000001.pdf", "application/pdf")
    assert (await sketch.make()).startswith(b"%PDF-")
    busy = replace(permitting.office.papers, press=Press(room=-1))
    assert await replace(permitting.office, papers=busy).handing_back("2026/000001", ()).make() == b""
    busy.press.close()


async def test_what_a_turn_has_begun_is_told_from_what_was_handed_over(permitting: Permitting) -> None:
    permit = await permitting.issue()
    assert await permitting.office.begun(permit)
    made = await permitting.office.deliver(permit, TELEGRAM)
    again = await permitting.permits.one(permit.number)
    assert again is not None
    assert await permitting.office.begun(again)  # its paper is made and has gone nowhere
    await permitting.database.writer.submit(RECORDS, list(made.records))
    assert not await permitting.office.begun(again)
    for other in (replace(permit, imported=True), replace(permit, state=PermitState.PENDING_PAYMENT)):
        assert not await permitting.office.begun(other)
    old = replace(permit, made_at=permit.made_at - timedelta(hours=1))
    assert not await permitting.office.begun(old)
