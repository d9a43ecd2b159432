"""Real mails of certified mailboxes, where they are at hand: what `inspect` must say of each of them."""

import json
import re
from dataclasses import dataclass

import pytest

from channels.pec.reading import read_strictly
from channels.pec.trust import Trust
from sportello.inspection import as_json, as_page
from tests.channels.pec.certified import SHARED, here

FAKE = "sender@fakepec.it"
FAKE_ID = "<SN05IE$951DEC16C1CFD3E4FD8FF1B1D24A99AE@fakepec.it>"
REM_SENDER = "sender@sender-own-domain-only-for-test.it"
REM_ID = "<30be01d30072$242ddc3f$f9b72bf0$@it>"
REM_TO = ("recC@r2-rems-only-for-test.it", "recD@r2-rems-only-for-test.it")
HIDDEN = "<CZPXCJRZKQDRVYXFAZYUIAWNACDAAHEVAEXAKN@example.com>"


@dataclass(frozen=True)
class Sample:
    """What a specialist says of it; `results` are those of its recipients."""

    kind: str
    verdict: str
    reasons: tuple[str, ...]
    sender: str = ""
    reference: str = ""
    results: tuple[tuple[str, str], ...] = ()
    files: tuple[str, ...] = ()
    disagreements: tuple[str, ...] = ()


CUT, NONE, STRANGE = ("signature-unreadable",), ("no-signature",), ("issuer-unknown",)
ERROR = (("rec@pec.it", ""), ("rec@fakepec.it", "no-dest"))
SAMPLES = {
    "aruba-2023-transport.eml": Sample(
        "posta-certificata",
        "verified",
        (),
        "sviluppo@pec.datamanagementitalia.it",
        "<RZLFE1$D00882600B2330420CAE7B3643F81CDD@pec.datamanagementitalia.it>",
        (("sviluppo@pec.datamanagementitalia.it", ""),),
        ("xdcr_2022_02_00583.txt",),
    ),
    "gopec-accettazione.eml": Sample(
        "accettazione",
        "unverified",
        CUT,
        FAKE,
        FAKE_ID,
        (("rec@fakepec.it", "accettazione"),),
        ("daticert.xml",),
    ),
    "gopec-consegna.eml": Sample(
        "errore-consegna",
        "unverified",
        CUT,
        FAKE,
        FAKE_ID,
        ERROR,
        ("daticert.xml",),
        ("X-Riferimento-Message-ID",),
    ),
    "gopec-email_2.eml": Sample(
        "avvenuta-consegna",
        "unverified",
        CUT,
        "example.example.com",
        HIDDEN,
        (("example.example.com", "avvenuta-consegna"),),
        ("=pdf.pdf?=", "=pdf.pdf?="),
    ),
    "gopec-email_3.eml": Sample(
        "posta-certificata",
        "unverified",
        CUT,
        "no-reply@example.com",
        HIDDEN,
        (("no-reply@example.com", ""),),
        disagreements=("X-Riferimento-Message-ID",),
    ),
    "biagiot-accettazione.eml": Sample(
        "accettazione",
        "unverified",
        NONE,
        FAKE,
        FAKE_ID,
        (("rec@fakepec.it", "accettazione"),),
        ("daticert.xml",),
    ),
    "biagiot-consegna.eml": Sample(
        "errore-consegna",
        "unverified",
        NONE,
        FAKE,
        FAKE_ID,
        ERROR,
        ("daticert.xml",),
        ("X-Riferimento-Message-ID",),
    ),
    "stub-webklex.eml": Sample("anomalia", "unverified", CUT),
    "stub-ddeboer.eml": Sample("anomalia", "unverified", CUT),
    "rem-dispatch.eml": Sample(
        "rem-dispatch", "unverified", STRANGE, REM_SENDER, REM_ID, tuple((each, "") for each in REM_TO)
    ),
    "rem-acceptance.eml": Sample(
        "rem-acceptance",
        "unverified",
        STRANGE,
        REM_SENDER,
        REM_ID,
        tuple((each, "rem-acceptance") for each in REM_TO),
        ("SubmissionAcceptance.xml",),
    ),
    "rem-consignment.eml": Sample(
        "rem-consignment",
        "unverified",
        STRANGE,
        REM_SENDER,
        REM_ID,
        ((REM_TO[0], "rem-consignment"), (REM_TO[1], "")),
        ("ContentConsignment.xml",),
    ),
    "rem-consignment-failure.eml": Sample(
        "rem-consignment-failure",
        "unverified",
        STRANGE,
        REM_SENDER,
        REM_ID,
        ((REM_TO[0], ""), (REM_TO[1], "RD21")),
        ("ContentConsignmentFailure.xml",),
    ),
    "rem-external.eml": Sample(
        "rem-external",
        "unverified",
        STRANGE,
        "ext_sender@s-external-nonrems-only-for-test.it",
        REM_ID,
        ((REM_TO[0], ""),),
    ),
}


@here
@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_what_a_specialist_says(name):
    envelope = read_strictly((SHARED / "samples" / name).read_bytes(), Trust.agid())
    told, expected = json.loads(as_json(envelope)), SAMPLES[name]
    assert (told["kind"], told["verdict"], told["reasons"]) == (
        expected.kind,
        expected.verdict,
        list(expected.reasons),
    )
    assert (told["sender"], told["reference"]) == (expected.sender, expected.reference)
    assert [(each["address"], each["result"]) for each in told["recipients"]] == list(expected.results)
    assert [each["name"] for each in told["attachments"]] == list(expected.files)
    assert told["disagreements"] == list(expected.disagreements)
    assert as_page(envelope).startswith(f"What it is    {expected.kind}: ")


@here
def test_every_sample_of_the_manifest_is_in_the_table():
    manifest = (SHARED / "samples" / "MANIFEST.md").read_text(encoding="utf-8")
    named = set(re.findall(r"[a-z0-9_-]+\.eml", manifest))
    present = {path.name for path in (SHARED / "samples").glob("*.eml")}
    assert present == set(SAMPLES)
    assert present <= named
