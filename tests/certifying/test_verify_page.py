"""What the page says of a code and of a file; that wrong codes have one answer, and that guessing ends."""

import asyncio
import json
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from aiohttp import FormData

from bot.values import VerificationCode
from platforms.certificates.issuing import Issued
from platforms.certificates.verification import Verifier
from storage.certificate_records import Validity, Wanted
from storage.certificate_writes import DROP_RESERVED
from storage.records import RECORDS
from tests.certifying.office import ANNA, UGO, order
from tests.certifying.site import Site


@pytest.fixture
async def issued(site: Site) -> Issued:
    return await site.office.issue(order())


async def revoked(site: Site, issued: Issued) -> None:
    kept = await site.office.kept.find(issued.code)
    assert kept is not None
    await site.office.kept.revoke(kept.id, "l.rossi", "errore di persona")


async def sent(site: Site, path: str, content: bytes, name: str = "c.pdf") -> tuple[int, str, str]:
    form = FormData()
    form.add_field("file", BytesIO(content), filename=name, content_type="application/octet-stream")
    answer = await site.client.post(path, data=form, allow_redirects=False)
    return answer.status, await answer.text(), answer.headers.get("Location", "")


async def test_a_valid_one_shows_what_the_paper_shows_and_no_more(site: Site, issued: Issued) -> None:
    status, page, headers = await site.get(f"/verifica/{issued.code}")
    assert status == 200
    assert "Certificato valido" in page
    for fact in ("Bragonelli Anna", "01/01/1980", "di residenza", issued.number, "tra privati"):
        assert fact in page
    for secret in ("BRGNNA80A41M999R", "citizen-anna", "telegram", "receipt-1"):
        assert secret not in page
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Robots-Tag"] == "noindex"
    assert "camera=(self)" in headers["Permissions-Policy"]


async def test_it_is_there_in_english(site: Site, issued: Issued) -> None:
    _, page, _ = await site.get(f"/verifica/{issued.code}?lang=en")
    assert '<html lang="en">' in page
    assert "Valid certificate" in page


async def test_expired_and_revoked_say_so(site: Site, issued: Issued) -> None:
    site.office.clock.tick(days=100)  # type: ignore[attr-defined] # the tests' own clock
    assert "Certificato scaduto" in (await site.get(f"/verifica/{issued.code}"))[1]
    await revoked(site, issued)
    status, page, _ = await site.get(f"/verifica/{issued.code}")
    assert (status, "Certificato revocato" in page) == (200, True)
    assert "errore di persona" not in page
    assert "l.rossi" not in page


async def test_wrong_codes_have_one_answer(site: Site) -> None:
    wanted = Wanted("other", 8, UGO.fiscal_code, "ugo", "", str(VerificationCode.draw()))
    _, reserved = await site.office.kept.reserve(wanted)
    never = str(VerificationCode.draw())
    answers = {(await site.get(f"/verifica/{code}"))[:2] for code in (reserved, never)}
    await site.office.kept.database.writer.submit(DROP_RESERVED, site.office.clock() + timedelta(days=1))
    answers.add((await site.get(f"/verifica/{reserved}"))[:2])
    assert len({(status, page.replace(reserved, "").replace(never, "")) for status, page in answers}) == 1
    assert {status for status, _ in answers} == {404}


async def test_a_slip_is_told_without_a_look(site: Site, issued: Issued) -> None:
    first = "2" if issued.code[0] != "2" else "3"
    status, page, _ = await site.get(f"/verifica/{first}{issued.code[1:]}")
    assert (status, "Codice scritto male" in page) == (400, True)


async def test_the_form_leads_to_the_address_of_the_code(site: Site, issued: Issued) -> None:
    typed = issued.code.replace("-", " ").lower()
    status, _, headers = await site.get(f"/verifica?code={typed}&lang=en")
    assert (status, headers["Location"]) == (303, f"/verifica/{issued.code}?lang=en")
    assert (await site.get("/verifica?code=boh"))[0] == 400
    assert (await site.get("/verifica"))[0] == 200


async def test_machines_read_json(site: Site, issued: Issued) -> None:
    status, text, headers = await site.get(f"/verifica/{issued.code}.json")
    said = json.loads(text)
    assert (status, said["result"], said["number"], said["kind"]) == (200, "valid", issued.number, 8)
    assert said["holder"] == {"surname": "Bragonelli", "name": "Anna", "bornOn": "1980-01-01"}
    assert headers["Cache-Control"] == "no-store"
    status, told, headers = await site.get(f"/verifica/{issued.code}", Accept="application/json")
    assert (status, told, headers["Vary"]) == (200, text, "Accept")
    status, text, _ = await site.get(f"/verifica/{VerificationCode.draw()}.json")
    assert (status, json.loads(text)["result"]) == (404, "not-found")
    assert (await site.get("/verifica/boh.json"))[:2] == (400, '{"result": "mistyped"}')


async def test_a_receipt_of_the_check_is_for_what_was_issued(site: Site, issued: Issued) -> None:
    status, text, headers = await site.get(f"/verifica/{issued.code}/esito.pdf")
    assert (status, text.startswith("%PDF-")) == (200, True)
    assert "esito-verifica-1-" in headers["Content-Disposition"]
    assert (await site.get(f"/verifica/{VerificationCode.draw()}/esito.pdf"))[0] == 404


@pytest.mark.parametrize(
    ("change", "says"),
    [
        pytest.param(lambda pdf: pdf, "File autentico", id="untouched"),
        pytest.param(lambda pdf: pdf.replace(b"Brag", b"Drag"), "File alterato", id="a byte altered"),
        pytest.param(lambda pdf: pdf[:20], "File incompleto", id="cut short"),
        pytest.param(lambda _: b"GIF89a", "Scelga un file PDF o una foto", id="no PDF"),
        pytest.param(lambda _: b"%PDF-" + bytes(5 * 1024 * 1024), "File troppo grande", id="too large"),
    ],
)
async def test_what_became_of_a_file_is_told_apart(
    site: Site, issued: Issued, change: Callable[[bytes], bytes], says: str
) -> None:
    _, page, _ = await sent(site, "/verifica", change(issued.pdf))
    assert says in page


async def test_the_file_of_another_code_is_seen(site: Site, issued: Issued) -> None:
    ugo = await site.office.issue(order("ugo", fiscal_code=UGO.fiscal_code))
    _, page, _ = await sent(site, f"/verifica/{issued.code}", ugo.pdf)
    assert "Questo file è di un altro documento" in page
    assert "Fintoni Ugo" in page
    assert "esito.pdf" not in page
    assert "File autentico" in (await sent(site, f"/verifica/{ugo.code}", ugo.pdf))[1]


async def test_a_photo_leads_to_its_code(site: Site, issued: Issued) -> None:
    photo = b"\x89PNG\r\n\x1a\ncode=" + issued.url.encode()
    status, _, location = await sent(site, "/verifica", photo, "c.png")
    assert (status, location) == (303, f"/verifica/{issued.code}?lang=it")
    assert "Nessun codice nella foto" in (await sent(site, "/verifica", photo[:10], "c.png"))[1]


async def test_ten_thousand_guesses_find_nothing_and_are_stopped(site: Site) -> None:
    office = site.office
    orders = (office.issue(order(f"order-{number}")) for number in range(1000))
    issued = await asyncio.gather(*orders)
    guesses = [VerificationCode.draw() for _ in range(10_000)]
    patient = Verifier(office.kept, office.clock, lambda: 0.0, misses=len(guesses))
    found = await asyncio.gather(*(patient.look(guess, "guesser") for guess in guesses))
    assert {answer.validity for answer in found} == {Validity.NOT_FOUND}
    real = Verifier(office.kept, office.clock, lambda: 0.0)
    told = [(await real.look(guess, "guesser")).validity for guess in guesses]
    assert Counter(told) == {Validity.NOT_FOUND: 30, None: 9_970}
    right = VerificationCode(issued[7].code.replace("-", ""))
    assert (await real.look(right, "guesser")).validity is None  # the limit itself tells nothing
    assert (await real.look(right, "bank")).validity is Validity.VALID
    statuses = Counter([(await site.get(f"/verifica/{guess}.json"))[0] for guess in guesses[:1000]])
    assert statuses == {404: 30, 429: 970}  # by the page, which a client of one address asks


async def test_the_page_says_how_long_to_wait(site: Site, issued: Issued) -> None:
    statuses = [(await site.get(f"/verifica/{VerificationCode.draw()}.json"))[0] for _ in range(31)]
    assert statuses == [404] * 30 + [429]
    status, text, headers = await site.get(f"/verifica/{issued.code}.json")
    assert (status, json.loads(text)) == (429, {"result": "too-many"})
    assert int(headers["Retry-After"]) > 3000
    page = (await site.get(f"/verifica/{issued.code}"))[1]
    assert "Troppi codici sbagliati" in page
    assert "nemmeno uno giusto. Minuti di attesa: 60." in page
    site.office.clock.tick(hours=1)  # type: ignore[attr-defined]
    assert (await site.get(f"/verifica/{issued.code}.json"))[0] == 200


async def test_a_link_gives_the_file_to_who_has_the_code(site: Site, issued: Issued) -> None:
    assert issued.link is not None
    await site.office.kept.database.writer.submit(RECORDS, list(issued.records))
    path = issued.link.url.removeprefix("https://sportello.example.org")
    assert "Codice fiscale" in (await site.get(path))[1]
    assert (await site.get(f"{path}/certificato.pdf"))[0] == 404
    host = str(site.client.make_url("")).rstrip("/")
    once = "s" * 43
    for code, status in (("FNTGUO79A01M999K", 400), (ANNA.fiscal_code, 303)):
        answer = await site.client.post(
            path, data={"code": code, "once": once}, headers={"Origin": host}, allow_redirects=False
        )
        assert answer.status == status
    assert "Scarica il certificato" in (await site.get(path))[1]
    assert (await site.get(f"{path}/certificato.pdf"))[1].encode() == issued.pdf
    site.client.session.cookie_jar.clear()
    assert "Link non più valido" in (await site.get(path))[1]
