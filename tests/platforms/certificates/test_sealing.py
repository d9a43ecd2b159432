"""The seal: what it says, what it refuses, and that it shows no secret."""

import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.timestamps.api import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError

from bot.errors import Misconfigured
from platforms.certificates.checking import Verdict, check_pdf
from platforms.certificates.kinds import CertificateKind as Kind
from platforms.certificates.rehearsing import rehearse_seal
from platforms.certificates.sandbox_authority import kept_sandbox_seal
from platforms.certificates.seal_token import Token
from platforms.certificates.sealing import FIELD, Sealer
from platforms.certificates.setting import certificate_pdf
from tests.platforms.certificates.made_up import AT, paper, seal_file, sealed, sealer
from tests.platforms.certificates.stamping import STAMPED, stamping_authority


def signature(pdf):
    return PdfFileReader(BytesIO(pdf)).embedded_regular_signatures[0]


def test_the_seal_is_pades_at_the_clocks_time():
    seal = signature(sealed())
    assert seal.field_name == FIELD
    assert seal.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    assert seal.sig_object["/Location"] == "Comune di Prova"
    assert seal.sig_object["/Reason"] == "Certificato di residenza"
    assert seal.self_reported_timestamp == AT


def test_the_sealed_file_begins_with_the_bytes_that_were_sealed():
    assert sealed().startswith(certificate_pdf(paper(Kind.RESIDENCE)))


def test_one_sealer_serves_many_threads():
    pdf = certificate_pdf(paper(Kind.RESIDENCE))
    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(lambda _: sealer().seal(pdf), range(8)))
    assert {check_pdf(each, [sealer().der]).verdict for each in made} == {Verdict.UNTOUCHED}


class Away(TimeStamper):
    """A time stamping authority that does not answer."""

    async def async_request_tsa_response(self, req):  # noqa: ARG002 - as its base
        raise TimestampRequestError("away")


def test_a_time_stamping_authority_that_is_away_holds_up_nobody(caplog):
    hurried = Sealer.from_pkcs12(seal_file(), "", "Comune di Prova", lambda: AT, Away())
    made = hurried.seal(certificate_pdf(paper(Kind.RESIDENCE)))
    assert check_pdf(made, [hurried.der]).verdict is Verdict.UNTOUCHED
    assert "without time stamp" in caplog.text


def test_a_time_stamp_is_another_authoritys_and_leaves_the_file_untouched():
    stamped = Sealer.from_pkcs12(seal_file(), "", "Comune di Prova", lambda: AT, stamping_authority())
    made = stamped.seal(certificate_pdf(paper(Kind.RESIDENCE)))
    assert check_pdf(made, [stamped.der]).verdict is Verdict.UNTOUCHED
    attributes = signature(made).signer_info["unsigned_attrs"]
    (stamp,) = next(
        each["values"] for each in attributes if each["type"].native == "signature_time_stamp_token"
    )
    said = stamp["content"]["encap_content_info"]["content"].parsed
    assert said["gen_time"].native == STAMPED
    middle = len(made) // 2
    changed = made[:middle] + bytes([made[middle] ^ 1]) + made[middle + 1 :]
    assert check_pdf(changed, [stamped.der]).verdict is Verdict.ALTERED


REFUSED = [
    ("no PKCS#12", b"rubbish", AT, "no PKCS#12 file"),
    ("expired", None, AT + timedelta(days=4000), "and not now"),
    ("not yet valid", None, AT - timedelta(days=4000), "and not now"),
]


@pytest.mark.parametrize(
    ("data", "at", "says"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_a_seal_that_is_no_good_stops_the_start(data, at, says):
    with pytest.raises(Misconfigured, match=says):
        Sealer.from_pkcs12(data or seal_file(), "", "Comune di Prova", lambda: at)


def test_a_seal_that_expires_while_it_is_used_seals_no_more():
    times = iter([AT, AT + timedelta(days=4000)])
    tired = Sealer.from_pkcs12(seal_file(), "", "Comune di Prova", lambda: next(times))
    with pytest.raises(Misconfigured, match="and not now"):
        tired.seal(b"%PDF-1.7")


def test_a_token_without_its_package_says_what_to_do():
    token = Token(Path("/nowhere/lib.so"), "label", "name", "1234")
    assert "1234" not in repr(token)
    with pytest.raises(Misconfigured, match=r"python-pkcs11|cannot be opened"):
        Sealer.from_token(token, "Comune di Prova", lambda: AT)


def test_the_throw_away_seal_is_kept_for_its_owner_alone(tmp_path):
    folder = tmp_path / "not made yet"
    first = kept_sandbox_seal(folder, "Comune di Prova", AT)
    assert kept_sandbox_seal(folder, "Comune di Prova", AT + timedelta(days=1)) == first
    (file,) = folder.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_rehearsal_seals_and_checks():
    assert rehearse_seal(sealer()) is Verdict.UNTOUCHED
