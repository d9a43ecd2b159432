"""A PDF is told apart: untouched, altered, cut, added to, somebody else's, never sealed, no PDF at all."""

import asyncio
import random
from dataclasses import replace
from hashlib import sha256
from io import BytesIO

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.validation.dss import DocumentSecurityStore

from platforms.certificates.checker import Checker, CheckerBusy
from platforms.certificates.checking import LARGEST, Verdict, check_pdf
from platforms.certificates.kinds import CertificateKind as Kind
from platforms.certificates.setting import certificate_pdf
from tests.platforms.certificates.made_up import MARIA, paper, seal_file, sealed, sealer


def with_another_title(pdf):
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    writer.root["/Lang"] = generic.pdf_string("de")
    writer.update_root()
    return appended(writer)


def appended(writer):
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def flipped(pdf, at):
    return pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :]


def replaced_page(pdf):
    """Somebody else's name under our seal: the same file with other bytes before the seal's part."""
    other = certificate_pdf(paper(Kind.RESIDENCE, person=replace(MARIA, name="Maria Assunta")))
    return other + pdf[len(certificate_pdf(paper(Kind.RESIDENCE))) :]


BEYOND = b"%PDF-1.7\n/ByteRange [0 1 999999999 9]\n%%EOF\n"
NESTED = b"%PDF-1.7\n/ByteRange " + b"[" * 200_000 + b"\n%%EOF\n"
GAP = sealed().find(b"/Contents <") + len(b"/Contents <")

CASES = [
    ("untouched", sealed, Verdict.UNTOUCHED),
    ("one byte of the page", lambda: flipped(sealed(), 5000), Verdict.ALTERED),
    ("the seal's reason", lambda: flipped(sealed(), sealed().find(b"/Reason") + 9), Verdict.ALTERED),
    ("one digit of the seal", lambda: flipped(sealed(), GAP + 1500), Verdict.ALTERED),
    ("the room after the seal", lambda: flipped(sealed(), sealed().find(b"0000>") + 1), Verdict.ALTERED),
    ("half of it", lambda: sealed()[: len(sealed()) // 2], Verdict.TRUNCATED),
    ("all but the last byte", lambda: sealed()[:-1], Verdict.TRUNCATED),
    ("all but the seal's end", lambda: sealed()[:-2000], Verdict.TRUNCATED),
    ("the beginning alone", lambda: sealed()[:100], Verdict.TRUNCATED),
    ("rubbish appended", lambda: sealed() + b"rubbish", Verdict.APPENDED),
    ("an update appended", lambda: with_another_title(sealed()), Verdict.APPENDED),
    ("somebody else's seal", lambda: sealer("Comune di Altrove").seal(certificate_pdf(paper(Kind.FAMILY))),
     Verdict.SOMEBODY_ELSES),
    ("the page without its seal", lambda: certificate_pdf(paper(Kind.RESIDENCE)), Verdict.UNSEALED),
    ("no PDF", lambda: b"hello", Verdict.NO_PDF),
    ("nothing", lambda: b"", Verdict.NO_PDF),
    ("a word that begins one", lambda: b"%PDF-1.7", Verdict.TRUNCATED),
    ("rubbish between head and tail", lambda: b"%PDF-1.7\n/ByteRange\n%%EOF\n", Verdict.ALTERED),
    ("a range of numbers beyond reason", lambda: BEYOND, Verdict.TRUNCATED),
    ("a range that goes backwards", lambda: b"%PDF-1.7\n/ByteRange [0 9 1 1]\n%%EOF\n", Verdict.ALTERED),
    ("brackets without end", lambda: NESTED, Verdict.ALTERED),
    ("too large", lambda: bytes(LARGEST + 1), Verdict.TOO_LARGE),
]  # fmt: skip


@pytest.mark.parametrize(("made", "verdict"), [row[1:] for row in CASES], ids=[row[0] for row in CASES])
def test_each_is_told_apart(made, verdict):
    checked = check_pdf(made(), [sealer().der])
    assert checked.verdict is verdict
    assert checked.holds is (verdict is Verdict.UNTOUCHED)
    if verdict in (Verdict.UNTOUCHED, Verdict.APPENDED):
        assert checked.sealed == sha256(sealed()).hexdigest()
        assert checked.by == "FACSIMILE Comune di Prova"


def test_another_name_under_our_seal_is_not_believed():
    assert not check_pdf(replaced_page(sealed()), [sealer().der]).holds


def test_proofs_of_the_seal_may_be_appended():
    writer = IncrementalPdfFileWriter(BytesIO(sealed()))
    DocumentSecurityStore.supply_dss_in_writer(
        writer, None, embed_roots=True, paths=(), validation_context=None
    )
    checked = check_pdf(appended(writer), [sealer().der])
    assert checked.verdict is Verdict.EXTENDED
    assert checked.sealed == sha256(sealed()).hexdigest()


def test_an_authority_that_serves_us_alone_is_trusted():
    _, _, (authority,) = pkcs12.load_key_and_certificates(seal_file(), None)
    assert check_pdf(sealed(), [authority.public_bytes(Encoding.DER)]).verdict is Verdict.UNTOUCHED


def test_no_byte_of_the_page_can_be_changed():
    dice = random.Random(7)  # noqa: S311 - the same every time
    page = len(certificate_pdf(paper(Kind.RESIDENCE)))
    for at in dice.sample(range(8, page), 60):
        assert not check_pdf(flipped(sealed(), at), [sealer().der]).holds


def test_no_mutation_raises_or_is_believed():
    dice = random.Random(11)  # noqa: S311 - the same every time
    for _ in range(60):
        pdf = bytearray(sealed())
        begin, length = dice.randrange(len(pdf)), dice.randrange(1, 400)
        pdf[begin : begin + length] = dice.randbytes(dice.choice((0, length, 2 * length)))
        assert not check_pdf(bytes(pdf), [sealer().der]).holds


async def test_a_process_of_its_own_says_the_same():
    assert await Checker().check(sealed(), [sealer().der]) == check_pdf(sealed(), [sealer().der])


async def test_a_process_that_takes_too_long_is_ended():
    assert (await Checker(seconds=0.001).check(sealed(), [])).verdict is Verdict.UNREADABLE


async def test_who_comes_when_too_many_wait_is_told_at_once():
    checker = Checker(room=1)
    first = asyncio.create_task(checker.check(sealed(), []))
    await asyncio.sleep(0)
    with pytest.raises(CheckerBusy):
        await checker.check(sealed(), [])
    await first
