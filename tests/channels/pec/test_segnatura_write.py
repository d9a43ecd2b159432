"""What leaves as Segnatura.xml: by the norm's schema, sealed so that others verify it, always the same."""

import re
from datetime import date, datetime, timedelta, timezone

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree
from signxml.exceptions import SignXMLException
from signxml.xades import XAdESSignatureConfiguration, XAdESVerifier

from bot.errors import Misconfigured
from channels.pec.segnatura import (
    Document,
    Generation,
    Heading,
    Recipient,
    Signer,
    What,
    check_codes,
    read_segnatura,
    write_segnatura,
)
from tests.channels.pec.authority import NOW
from tests.channels.pec.segnatura_made import CA, PASSWORD, comune, letter, pkcs, schema, signer

PROT = "{http://www.agid.gov.it/protocollo/}"
DS = "{http://www.w3.org/2000/09/xmldsig#}"
PDF = Document("allegato à.pdf", "application/pdf", "ab" * 32, "Planimetria")

LETTERS = [
    ("to a PEC address of which nothing else is known", letter()),
    ("to a person", letter(recipients=(Recipient("ada@pec.example", "Ada", "Rossi"),))),
    ("to a person of one name", letter(recipients=(Recipient("x@pec.example", "", "Rossi"),))),
    ("to a firm", letter(recipients=(Recipient("ditta@pec.example", "Ditta & Figli <srl>"),))),
    ("to an office", letter(recipients=(Recipient("ente@pec.example", "Ente", administration="e_zz"),))),
    ("to many", letter(recipients=tuple(Recipient(f"a{n}@pec.example") for n in range(40)))),
    ("with attachments", letter(attachments=(PDF, PDF))),
    ("asking for a confirmation", letter(confirm=True)),
    ("with a heading", letter(heading=Heading("Contravvenzioni", "Titolo XII.Classe 3"))),
    ("with no address of the sender", letter(sender_address="")),
    ("with a long number", letter(number=123456789)),
    ("with no subject", letter(subject="")),
    ("with all that XML cannot hold", letter(subject="a\0\x0b\ud800\ufffe\r\n\t]]>&<b>\x85\U0001f600")),
]
ids = [name for name, _ in LETTERS]


def verified(data, certificate):
    config = XAdESSignatureConfiguration(location="./", expect_references=2)
    found = XAdESVerifier().verify(data, x509_cert=certificate, expect_config=config)
    return [each.signed_xml.tag.rpartition("}")[2] for each in found]


@pytest.mark.parametrize(("_name", "facts"), LETTERS, ids=ids)
def test_every_letter_is_by_the_schema(_name, facts):
    schema("segnatura_protocollo.xsd").assertValid(etree.fromstring(write_segnatura(facts, signer(), NOW)))


@pytest.mark.parametrize(("_name", "facts"), LETTERS, ids=ids)
def test_every_letter_is_read_again_as_it_was_meant(_name, facts):
    found = read_segnatura(write_segnatura(facts, signer(), NOW))
    assert (found.what, found.generation, found.sealed) == (What.SEGNATURA, Generation.ANNEX_6, True)
    assert found.theirs == f"c_z999/AOO1 {facts.number:07d}/2026"
    assert found.identifier.registered_on == date(2026, 11, 23)
    assert (found.sender, found.confirm) == ("Comune di Borgo Esempio", facts.confirm)
    assert [each.digest for each in found.documents] == [
        each.sha256 for each in (facts.primary, *facts.attachments)
    ]
    assert [each.name for each in found.attachments] == [each.name for each in facts.attachments]


def test_what_xml_cannot_hold_becomes_a_blank():
    facts = letter(subject="a\0\x0b\ud800b\r\n\tc]]>&<d>\U0001f600")
    assert read_segnatura(write_segnatura(facts, None, NOW)).subject == "a b c]]>&<d>\U0001f600"


KEYS = [("RSA", None), ("P-256", ec.SECP256R1()), ("P-384", ec.SECP384R1()), ("P-521", ec.SECP521R1())]


@pytest.mark.parametrize("curve", [curve for _, curve in KEYS], ids=[name for name, _ in KEYS])
def test_the_seal_covers_the_whole_and_others_verify_it(curve):
    data = write_segnatura(letter(attachments=(PDF,)), signer(curve), NOW)
    assert verified(data, signer(curve).certificate) == ["SegnaturaInformatica", "SignedProperties"]


@pytest.mark.parametrize("curve", [curve for _, curve in KEYS], ids=[name for name, _ in KEYS])
def test_the_same_letter_at_the_same_second_is_the_same_bytes(curve):
    first = write_segnatura(letter(), signer(curve), NOW)
    elsewhere = NOW.replace(microsecond=999).astimezone(timezone(timedelta(hours=1)))
    assert write_segnatura(letter(), signer(curve), elsewhere) == first
    assert write_segnatura(letter(), signer(curve), NOW + timedelta(seconds=1)) != first


def test_a_signer_that_is_loaded_anew_makes_the_same_seal():
    again = Signer.load(pkcs(comune()), PASSWORD, NOW)
    assert write_segnatura(letter(), again, NOW) == write_segnatura(letter(), signer(), NOW)


ALTERED = [
    ("the number", b">0000456<", b">0000457<"),
    ("the subject", b">Risposta ", b">Rispasta "),
    ("a digest", b">Dw8P", b">Ew8P"),
    ("a file's name", b'"risposta.pdf"', b'"rispasta.pdf"'),
    ("the confirmation", b'confermaRicezione="false"', b'confermaRicezione="true"'),
    ("the signing time", b"T09:30:00Z", b"T09:31:00Z"),
    ("the type of what is sealed", b">text/xml<", b">text/xmm<"),
    ("the sealed id", b'Type="http://uri.etsi.org/01903#S', b'Type="http://uri.etsi.org/01903#T'),
]


@pytest.mark.parametrize(("_name", "old", "new"), ALTERED, ids=[name for name, *_ in ALTERED])
def test_what_is_altered_is_not_verified(_name, old, new):
    data = write_segnatura(letter(), signer(), NOW)
    assert data.count(old) == 1
    with pytest.raises((SignXMLException, etree.LxmlError)):
        verified(data.replace(old, new), signer().certificate)


def test_the_seal_names_the_certificate_and_carries_the_way_to_its_authority_but_not_the_root():
    root = etree.fromstring(write_segnatura(letter(), signer(), NOW))
    carried = [each.text for each in root.iter(f"{DS}X509Certificate")]
    assert len(carried) == 1
    pem = f"-----BEGIN CERTIFICATE-----\n{carried[0]}\n-----END CERTIFICATE-----\n"
    certificate = x509.load_pem_x509_certificate(pem.encode())
    assert certificate.public_bytes(Encoding.DER) == signer().certificate.public_bytes(Encoding.DER)
    certificate.verify_directly_issued_by(CA.certificate)


def test_the_seal_has_what_the_baseline_wants():
    text = write_segnatura(letter(), signer(), NOW).decode()
    assert "<xades:SigningTime>2026-11-23T09:30:00Z<" in text
    for name in ("SigningCertificateV2", "DataObjectFormat", "MimeType"):
        assert text.count(f"<xades:{name}") == 1
    assert not re.search(r"sha1|KeyValue|#dsa|hmac", text)


def test_without_a_signer_there_is_no_seal():
    found = read_segnatura(write_segnatura(letter(), None, NOW))
    assert not found.sealed
    assert found.theirs == "c_z999/AOO1 0000456/2026"


def test_attributes_are_in_the_namespace_as_the_schema_wants_them():
    root = etree.fromstring(write_segnatura(letter(), None, NOW))
    assert (root.get(f"{PROT}versione"), root.get(f"{PROT}lang")) == ("3.0.0", "it")


CODES = [
    ("no administration", ("", "A", "R"), "administration"),
    ("an area that is too long", ("c_a1", "A" * 17, "R"), "area"),
    ("a register with a blank", ("c_a1", "A", "R 1"), "register"),
    ("an accent", ("c_a1", "A", "Perù"), "register"),
    ("two of them", ("c_a1", "", ""), "area and the register"),
]


@pytest.mark.parametrize(("_name", "codes", "said"), CODES, ids=[name for name, *_ in CODES])
def test_codes_that_the_schema_refuses_are_refused_at_start(_name, codes, said):
    with pytest.raises(Misconfigured, match=said):
        check_codes(*codes)
    administration, area, register = codes
    with pytest.raises(Misconfigured):
        letter(administration=administration, area=area, register=register)


WRONG = [
    ("number 0", {"number": 0}),
    ("nobody", {"recipients": ()}),
]


@pytest.mark.parametrize("facts", [facts for _, facts in WRONG], ids=[name for name, _ in WRONG])
def test_a_letter_that_cannot_be_is_refused(facts):
    with pytest.raises(ValueError, match=r"counts from 1|goes to somebody"):
        letter(**facts)


@pytest.mark.parametrize("digest", ["", "AB" * 32, "ab" * 31, "zz" * 32])
def test_a_digest_that_is_none_is_refused(digest):
    with pytest.raises(ValueError, match="hexadecimal"):
        Document("a.pdf", "application/pdf", digest)


def test_the_year_in_what_a_person_quotes_is_that_of_the_registration():
    facts = letter(registered_on=date(2027, 1, 1), number=1)
    found = read_segnatura(write_segnatura(facts, None, datetime(2026, 12, 31, 23, 59, tzinfo=NOW.tzinfo)))
    assert found.theirs == "c_z999/AOO1 0000001/2027"
