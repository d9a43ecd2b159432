"""What became of a sealed PDF is told apart by page and by service, with the real printer, seal and judge."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
from aiohttp import FormData, web
from aiohttp.test_utils import TestClient, TestServer
from pyhanko.pdf_utils.generic import pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from structlog.testing import capture_logs

from bot.evidence import Evidence
from bot.message import File
from bot.values import VerificationCode
from bot.values.value import Reading
from handlers.verify_certificate import SERVICE, VerifyCertificate, fulfil
from platforms.certificates.drawn_code import also_linked, certificate_code, linked_codes
from platforms.certificates.issuing import Issued
from platforms.paper.reading import CodeReader
from platforms.permits.table import rule_table
from sportello.certification import Certification, Seal, open_certification
from sportello.permit_desk import permit_office
from sportello.settings import Settings, load
from sportello.vocabulary import load_words
from sportello.web.pages import Pages, Static
from sportello.web.verify_entrance import verification
from storage import schema
from storage.citizens import Citizen, SqlCitizens
from storage.database import Database, open_database
from storage.permits import Draft, SqlPermits
from storage.sealing import Keyring
from tests.certifying.office import ANNA, KEY, UGO, Town, new_ids, order
from tests.clock import Ticker
from tests.platforms.paper.papers import text_of


@dataclass(frozen=True)
class Issue:
    """What was issued by an office as it is wired: one paper for Anna, one for Ugo, and a permit for Anna."""

    certification: Certification
    anna: Issued
    ugo: Issued
    permit: bytes


@pytest.fixture(scope="module")
def issue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Issue]:
    folder = tmp_path_factory.mktemp("office")
    url, clock = f"sqlite:///{folder}/sportello.db", Ticker()
    schema.create(url)
    settings = load({"SPORTELLO_DATABASE__URL": url}, folder)
    database = open_database(url, clock=clock, owner="test")
    opened = open_certification(settings, database, Keyring([KEY]), Town(), clock, new_ids("real"))
    anna = asyncio.run(opened.office.issue(order()))
    ugo = asyncio.run(opened.office.issue(order("ugo", fiscal_code=UGO.fiscal_code)))
    permit = asyncio.run(permitted(settings, opened, database))
    yield Issue(opened, anna, ugo, permit)
    opened.close()
    database.close()


async def permitted(settings: Settings, opened: Certification, database: Database) -> bytes:
    """Give Anna a permit, on a paper as it is wired."""
    keyring, ids = Keyring([KEY]), new_ids("permit")
    rules = rule_table()
    papers = opened.office.papers
    office = permit_office(settings, database, keyring, Town(), papers, rules, ids, channels=[])
    citizen = Citizen("", ANNA.fiscal_code, ANNA.name, ANNA.surname, ANNA.born_on)
    known = await SqlCitizens(database, keyring, ids).admit(citizen, "login")
    today = database.clock().date()
    draft = Draft("order-1", "resident", known, ("AB123CD",), "C", today, today.replace(month=12))
    permit = await SqlPermits(database).issue(draft)
    (file,) = (await office.deliver(permit, "telegram:1")).files
    return file.content


async def test_a_permit_is_told_by_its_file_and_by_nobodys_name(issue: Issue) -> None:
    said = await by_message(issue, issue.permit)
    assert said.startswith("FILE AUTENTICO")
    assert "VALIDO OGGI. Permesso ZTL n. 2026/000001, targa AB123CD, zona C" in said
    assert "Bragonelli" not in said
    changed = issue.permit[:5000] + bytes([issue.permit[5000] ^ 1]) + issue.permit[5001:]
    assert (await by_message(issue, changed)).startswith("FILE ALTERATO")
    async with page(issue) as client:
        form = FormData()
        form.add_field("file", BytesIO(issue.permit), filename="p.pdf", content_type="application/pdf")
        text = await (await client.post("/verifica", data=form)).text()
    assert "Nel registro questo permesso oggi è valido:" in text
    assert "Bragonelli" not in text
    answer = await issue.certification.verifier.look(code_of(issue, issue.permit), "telegram:2")
    receipt = await issue.certification.evidence(answer, str(code_of(issue, issue.permit)))
    _, told = text_of(receipt)
    assert "Esito della verifica di un permesso ZTL" in told
    assert "AB123CD" in told
    assert "Bragonelli" not in told


def code_of(issue: Issue, pdf: bytes) -> VerificationCode:
    code, *_ = linked_codes(pdf)
    return VerificationCode.parse(code, Reading(issue.certification.office.clock().date()))


def altered(issue: Issue) -> bytes:
    pdf = issue.anna.pdf
    at = pdf.index(b"stream", len(pdf) // 3) + 40  # in the middle of something drawn
    return pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :]


def truncated(issue: Issue) -> bytes:
    return issue.anna.pdf[: len(issue.anna.pdf) * 2 // 3]


def appended(issue: Issue) -> bytes:
    writer = IncrementalPdfFileWriter(BytesIO(issue.anna.pdf))
    writer.root["/Lang"] = pdf_string("de")
    writer.update_root()
    return _written(writer)


def swapped(issue: Issue) -> bytes:
    """Put Ugo's page, with his square code, over Anna's: her seal stays as it was."""
    writer = IncrementalPdfFileWriter(BytesIO(issue.anna.pdf))
    mine, his = writer.root["/Pages"]["/Kids"][0], _first_page(issue.ugo.pdf)
    for name in ("/Contents", "/Resources"):
        mine[name] = writer.import_object(his.raw_get(name))
    writer.update_container(mine)
    return _written(writer)


def _first_page(pdf: bytes) -> object:
    return PdfFileReader(BytesIO(pdf)).root["/Pages"]["/Kids"][0]


def _written(writer: IncrementalPdfFileWriter) -> bytes:
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


CASES = [
    pytest.param(lambda issue: issue.anna.pdf, "File autentico", "FILE AUTENTICO", id="untouched"),
    pytest.param(altered, "File alterato", "FILE ALTERATO", id="one byte altered"),
    pytest.param(truncated, "File incompleto", "FILE INCOMPLETO", id="truncated"),
    pytest.param(appended, "File modificato dopo il sigillo", "FILE MODIFICATO", id="an increment appended"),
    pytest.param(
        swapped, "Questo file è di un altro documento", "NON SE NE FIDI", id="the square code of another"
    ),
]


@pytest.mark.parametrize(("changed", "heading", "says"), CASES)
async def test_it_is_told_apart(
    issue: Issue, changed: Callable[[Issue], bytes], heading: str, says: str
) -> None:
    pdf = changed(issue)
    said = await by_message(issue, pdf)
    assert said.startswith(says)
    assert "Bragonelli Anna" in said  # what the record has, to compare with
    async with page(issue) as client:
        form = FormData()
        form.add_field("file", BytesIO(pdf), filename="c.pdf", content_type="application/pdf")
        answer = await client.post("/verifica", data=form)
        assert f"{heading}</h1>" in await answer.text()


async def by_message(issue: Issue, pdf: bytes) -> str:
    """Send it in a conversation, with nothing else."""
    file = File("certificato.pdf", "application/pdf", pdf)
    code, *_ = await also_linked(CodeReader(known=certificate_code).codes_in)(file)
    form = VerifyCertificate(VerificationCode.parse(code, Reading(issue.certification.office.clock().date())))
    outcome = await fulfil(
        form,
        certificate_verifier=issue.certification.verifier,
        certificate_files=issue.certification.files,
        lane="telegram:1",
        evidence=Evidence(files=(file,)),
    )
    settings = issue.certification.seal.settings
    return (
        load_words([SERVICE], settings).voice("it", "chat").say(SERVICE.name, outcome.text, **outcome.values)
    )


@asynccontextmanager
async def page(issue: Issue) -> AsyncIterator[TestClient]:
    static, app = Static(), web.Application()
    app.add_routes([static.route(), *verification(issue.certification)(Pages(static, "Comune"))])
    async with TestClient(TestServer(app, host="127.0.0.1", port=0)) as client:
        yield client


async def test_the_seal_is_tried_before_the_counter_opens(issue: Issue) -> None:
    assert await issue.certification.rehearse()


async def test_a_seal_that_cannot_seal_is_told_and_stops_nothing(tmp_path: Path) -> None:
    settings = load({"SPORTELLO_CERTIFICATES__SEAL": str(tmp_path / "none.p12")}, tmp_path)
    with capture_logs() as told:
        assert not await replaced(settings).rehearse()
    assert told[0]["event"] == "certificates cannot be sealed"


def replaced(settings: Settings) -> Certification:
    seal = Seal(settings, Ticker(), Path())
    return Certification(None, seal, None, None)  # type: ignore[arg-type] # only its seal is asked
