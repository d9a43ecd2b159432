"""Documents at the desk: what citizens send no browser of ours opens; staff add only what is harmless."""

import io

import pytest
from aiohttp import FormData
from PIL import Image

from bot.message import File
from sportello.web.desk.documents import disposition
from sportello.web.desk.uploads import LARGEST, harmless
from storage.audit import SqlAudit, Wanted
from storage.staff_rows import Role
from tests.platforms.paper.papers import document_of
from tests.platforms.paper.test_preview import SCRIPTED
from tests.web.desk_requests import request_desk

HERE = "/desk/requests"
PDF = document_of(blank=2)
SCRIPT = b"<script>alert(1)</script>"
# What a citizen's file says that it is, and what it is.
SENT = {
    "page": File("pagina.html", "text/html", SCRIPT),
    "page that says it is a picture": File("foto.jpg", "image/jpeg", SCRIPT + b" "),
    "drawing": File("disegno.svg", "image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
    "program": File("aprimi.exe", "application/x-msdownload", b"MZ\x90\0"),
    "page of another kind": File("x.xhtml", "application/xhtml+xml", SCRIPT + b"  "),
    "document": File("modulo.pdf", "application/pdf", PDF),
    "document with a script": File("legga.pdf", "application/pdf", SCRIPTED),
    "name with a header": File('a"\r\nSet-Cookie: x=1\r\n\r\n<b>.pdf', "application/pdf", PDF + b"\n"),
}


def picture():
    made = io.BytesIO()
    Image.new("RGB", (30, 20), "red").save(made, "PNG")
    return made.getvalue()


@pytest.fixture
async def scene(sqlite_file, tmp_path):
    async with request_desk(sqlite_file, tmp_path) as scene:
        yield scene


async def test_what_citizens_send_is_only_ever_saved(scene):
    reference = await scene.asked(files=SENT.values())
    olga = await scene.site.staff(Role.OPERATOR)
    for case, file in SENT.items():
        answer = await olga.get(f"{HERE}/{reference}/documents/{file.sha256}")
        assert (answer.status, answer.body) == (200, file.content), case
        policy = answer.headers["Content-Security-Policy"]
        assert ("sandbox" in policy, "default-src 'none'" in policy) == (True, True)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Disposition"].startswith("attachment;")
        assert answer.headers["Content-Type"] in {"application/octet-stream", "application/pdf", "image/jpeg"}
        assert "Set-Cookie" not in answer.headers
    looks = [each.act for each in await SqlAudit(scene.database).of(Wanted(about=reference))]
    assert looks == ["document-shown"] * len(SENT)


async def test_the_page_shows_pictures_of_ours_and_names_nothing_else(scene):
    reference = await scene.asked(files=SENT.values())
    page = await (olga := await scene.site.staff(Role.OPERATOR)).get(f"{HERE}/{reference}")
    assert page.text.count('class="thumb"') == 4  # the documents, and what says it is a picture
    assert "<b>.pdf" not in page.text
    seen = await olga.get(f"{HERE}/{reference}/documents/{SENT['document'].sha256}/2.jpg")
    assert (seen.status, seen.headers["Content-Type"], seen.body[:3]) == (200, "image/jpeg", b"\xff\xd8\xff")
    missing = {"page that says it is a picture": 1, "program": 1, "document": 3}
    for case, number in missing.items():
        address = f"{HERE}/{reference}/documents/{SENT[case].sha256}/{number}.jpg"
        assert (await olga.get(address)).status == 404, case
    leaf = await olga.get(f"{HERE}/{reference}/documents/{SENT['document'].sha256}/1")
    assert (leaf.status, "Pagina 1 di 2" in leaf.text) == (200, True)


async def test_a_hash_opens_nothing_that_is_not_of_this_request(scene):
    mine, other = await scene.asked(files=[SENT["document"]]), await scene.asked()
    olga = await scene.site.staff(Role.OPERATOR)
    sha256 = SENT["document"].sha256
    places = [f"{HERE}/{other}/documents/{sha256}", f"{HERE}/{mine}/documents/{'0' * 64}"]
    places += [f"{HERE}/{mine}/documents/..%2f..%2f..%2fetc%2fpasswd", f"{HERE}/{mine}/documents/{sha256}/0"]
    places += [f"{HERE}/{mine}/documents/../../../../etc/passwd", f"{HERE}/{other}/documents/{sha256}/1.jpg"]
    assert [(await olga.get(place)).status for place in places] == [404] * len(places)
    assert (await scene.site.stranger().get(f"{HERE}/{mine}/documents/{sha256}")).status == 303


NAMES = {
    "modulo.pdf": "attachment; filename=\"modulo.pdf\"; filename*=UTF-8''modulo.pdf",
    "perché no.pdf": "attachment; filename=\"perch_ no.pdf\"; filename*=UTF-8''perch%C3%A9%20no.pdf",
    'a"; x=1\r\nB: c.txt': "attachment; filename=\"a x=1B c.txt\"; filename*=UTF-8''a%20x%3D1B%20c.txt",
    "../../etc/passwd": "attachment; filename=\"passwd\"; filename*=UTF-8''passwd",
    "C:\\Temp\\a.pdf": "attachment; filename=\"a.pdf\"; filename*=UTF-8''a.pdf",
    "fattura\u202efdp.exe": "attachment; filename=\"fatturafdp.exe\"; filename*=UTF-8''fatturafdp.exe",
    "": "attachment; filename=\"documento\"; filename*=UTF-8''documento",
    "\0": "attachment; filename=\"documento\"; filename*=UTF-8''documento",
}


@pytest.mark.parametrize("name", NAMES)
def test_names_break_no_header(name):
    assert disposition(name) == NAMES[name]


def test_a_name_ends_as_what_it_is():
    told = [harmless(name, ".pdf") for name in ("a.pdf", "A.PDF", "a.html", ".pdf", "x" * 300, "../b.pdf")]
    assert told == ["a.pdf", "A.pdf", "a.html.pdf", "pdf.pdf", f"{'x' * 100}.pdf", "b.pdf"]


# What staff add -----------------------------------------------------------------------------------


async def answered(scene, peer, reference, do, *files):
    """Post an answer with files, as the page's own form does."""
    form, view = FormData(quote_fields=False), await scene.desk.view(reference)
    for name, value in {"do": do, "text": "Ecco.", "version": view.request.version, "last": 0}.items():
        form.add_field(name, str(value))
    for name, media_type, content in files:
        form.add_field("files", io.BytesIO(content), filename=name, content_type=media_type)
    return await peer.post(f"{HERE}/{reference}/write", form)


REFUSED = {
    "a page": ("pagina.html", "text/html", SCRIPT),
    "a page that says it is a document": ("a.pdf", "application/pdf", SCRIPT),
    "a drawing": ("a.png", "image/png", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
    "a program": ("a.exe", "application/octet-stream", b"MZ\x90\0"),
    "nothing": ("a.pdf", "application/pdf", b""),
}


async def test_staff_add_only_what_is_harmless(scene):
    reference = await scene.asked()
    renato = await scene.site.staff(Role.APPROVER)
    for case, file in REFUSED.items():
        answer = await answered(scene, renato, reference, "reply", file)
        assert (answer.status, "di un altro tipo" in answer.text) == (422, True), case
        assert ">Ecco.</textarea>" in answer.text
    large = ("a.pdf", "application/pdf", b"%PDF-" + bytes(LARGEST))
    answer = await answered(scene, renato, reference, "reply", large)
    assert (answer.status, "troppo grande" in answer.text) == (422, True)
    answer = await answered(scene, renato, reference, "refuse", ("a.pdf", "application/pdf", PDF))
    assert (answer.status, "scelga uno dei due" in answer.text) == (422, True)
    assert scene.left() == []


async def test_a_document_leaves_with_the_answer_under_a_harmless_name(scene):
    reference = await scene.asked()
    renato = await scene.site.staff(Role.APPROVER)
    files = [("../../x/permesso.pdf", "text/html", PDF), ("foto.png", "image/png", picture())]
    assert (await answered(scene, renato, reference, "accept", *files)).status == 303
    assert scene.left() == ["Ecco.", "permesso.pdf", "foto.png"]
    kept = {
        each.name: (each.media_type, each.direction.value)
        for each in (await scene.desk.view(reference)).documents
    }
    assert kept == {"permesso.pdf": ("application/pdf", "out"), "foto.png": ("image/png", "out")}
