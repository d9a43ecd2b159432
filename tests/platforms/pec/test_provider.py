"""Every kind that a provider writes, in every style, by the judgement of openssl and the standard library."""

import shutil
from dataclasses import replace
from hashlib import sha1

import pytest
from cryptography import x509
from cryptography.x509.oid import ExtensionOID

from platforms.pec.authority import Authority
from platforms.pec.draft import Draft
from platforms.pec.hashed import hashed
from platforms.pec.provider import Provider
from platforms.pec.style import Style
from platforms.pec.trouble import altered
from tests.clock import Ticker
from tests.platforms.pec.town import ADA, COMUNE, daticert, letter, opened, openssl

OTHER = "posta-certificata@altro.example.it"
OLD = Style(
    digest="sha1",
    legacy_type=True,
    base64_data=False,
    data_last=True,
    html=True,
    preamble="",
    inner_preamble="Questo è un messaggio in più parti.",
    indefinite=True,
    named_sender=True,
    doctype=True,
    quoted_names=False,
)
# How a provider writes a kind; its tipo, its errore, and what the header says.
KINDS = [
    pytest.param(
        lambda p, d: p.transport(d), "posta-certificata", "nessuno", "POSTA CERTIFICATA: ", id="transport"
    ),
    pytest.param(lambda p, d: p.acceptance(d), "accettazione", "nessuno", "ACCETTAZIONE: ", id="acceptance"),
    pytest.param(
        lambda p, d: p.refusal(d.draft, ["senza destinatari", "troppo grande"]),
        "non-accettazione",
        "altro",
        "AVVISO DI NON ACCETTAZIONE: ",
        id="refusal",
    ),
    pytest.param(
        lambda p, d: p.refusal(d.draft, ["virus di prova"], virus=True),
        "non-accettazione",
        "virus",
        "AVVISO DI NON ACCETTAZIONE PER VIRUS: ",
        id="refusal-for-a-virus",
    ),
    pytest.param(
        lambda p, d: p.taking_charge(d, [COMUNE], OTHER),
        "presa-in-carico",
        "nessuno",
        "PRESA IN CARICO: ",
        id="taking-charge",
    ),
    pytest.param(
        lambda p, d: p.delivery(d, COMUNE), "avvenuta-consegna", "nessuno", "CONSEGNA: ", id="delivery"
    ),
    pytest.param(
        lambda p, d: p.delivery_error(d, COMUNE, "no-dominio", "5.1.2 - dominio inesistente"),
        "errore-consegna",
        "no-dominio",
        "AVVISO DI MANCATA CONSEGNA: ",
        id="error",
    ),
    pytest.param(
        lambda p, d: p.delivery_error(d, COMUNE, "virus", "5.5.1 - virus"),
        "errore-consegna",
        "virus",
        "AVVISO DI MANCATA CONSEGNA PER VIRUS: ",
        id="error-for-a-virus",
    ),
    pytest.param(
        lambda p, d: p.warning(d, COMUNE),
        "preavviso-errore-consegna",
        "altro",
        "AVVISO DI MANCATA CONSEGNA PER SUP. TEMPO MASSIMO: ",
        id="warning",
    ),
    pytest.param(
        lambda p, d: p.virus_found(d, [COMUNE], "virus", OTHER),
        "rilevazione-virus",
        "virus",
        "PROBLEMA DI SICUREZZA: ",
        id="virus",
    ),
]


@pytest.fixture
def authority(spare_keys):
    return Authority(Ticker(), keys=spare_keys)


@pytest.fixture
def provider(authority):
    credentials = authority.certify("posta-certificata@gestore.example.it", "Gestore di prova")
    return Provider("gestore.example.it", credentials, clock=Ticker(), ids=iter(map(str, range(99))).__next__)


@pytest.fixture(params=[pytest.param(Style(), id="of-today"), pytest.param(OLD, id="of-old")])
def in_style(provider, authority, request):
    provider.desk = replace(provider.desk, style=request.param)
    return provider, authority


def sent(provider, message=None, recipients=(COMUNE,)):
    return provider.take(Draft.of(ADA, recipients, message or letter()), lambda _: True)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
@pytest.mark.parametrize(("write", "kind", "error", "subject"), KINDS)
def test_each_kind_says_what_it_is_and_is_signed(in_style, tmp_path, write, kind, error, subject):
    provider, authority = in_style
    mail = write(provider, sent(provider))
    holds, said = openssl(mail.raw, authority, tmp_path, Ticker().now)
    assert holds, said
    root = daticert(mail.raw)
    assert (mail.kind, root.get("tipo"), root.get("errore")) == (kind, kind, error)
    outer = opened(mail.raw)[0]
    assert outer["Subject"] == f"{subject}Multa V1/2026"
    assert outer["X-Trasporto" if kind == "posta-certificata" else "X-Ricevuta"] == kind
    assert provider.address in outer["From"]


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
def test_what_is_altered_or_signed_by_an_impostor_does_not_hold(in_style, tmp_path):
    provider, authority = in_style
    dispatch = sent(provider)
    assert not openssl(altered(provider.acceptance(dispatch).raw), authority, tmp_path, Ticker().now)[0]
    own = provider.desk.credentials
    impostor = authority.impostor().certify(
        provider.address, "Gestore di prova", serial=own.certificate.serial_number
    )
    forged = provider.signing_with(impostor)
    holds, said = openssl(forged.acceptance(dispatch).raw, authority, tmp_path, Ticker().now)
    assert not holds
    assert "certificate verify error" in said
    assert impostor.certificate.subject == own.certificate.subject
    assert impostor.certificate.issuer == own.certificate.issuer


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
def test_an_anomaly_is_signed_too(provider, authority, tmp_path):
    mail = provider.anomaly(Draft.of("x@example.org", [COMUNE], letter()), COMUNE, "posta ordinaria")
    assert openssl(mail.raw, authority, tmp_path, Ticker().now)[0]
    outer, parts = opened(mail.raw)
    assert (mail.kind, outer["X-Trasporto"], outer["Message-ID"]) == ("errore", "errore", "<1@ada>")
    assert "daticert.xml" not in parts


def test_an_envelope_inherits_what_the_sender_plants(provider):
    message = letter(
        X_Ricevuta="avvenuta-consegna", X_Trasporto="errore", In_Reply_To="<0@comune>", Reply_To="x@y"
    )
    outer = opened(provider.transport(sent(provider, message)).raw)[0]
    assert (outer["X-Ricevuta"], outer["In-Reply-To"]) == ("avvenuta-consegna", "<0@comune>")
    assert outer.get_all("X-Trasporto") == ["posta-certificata"]
    assert outer.get_all("Reply-To") == ["x@y"]
    assert outer.get_all("MIME-Version") == ["1.0"]


def test_what_xml_cannot_hold_is_replaced(provider):
    message = letter(Subject='<a> & "b" =?utf-8?b?AAE=?=')
    assert daticert(provider.acceptance(sent(provider, message)).raw).findtext("intestazione/oggetto") == (
        '<a> & "b" \ufffd\ufffd'
    )


def test_without_a_message_id_nothing_is_referred_to(provider):
    receipt = provider.acceptance(sent(provider, letter(Message_ID="")))
    assert daticert(receipt.raw).find("dati/msgid") is None
    assert opened(receipt.raw)[0]["X-Riferimento-Message-ID"] is None


def test_a_brief_receipt_has_the_hash_of_each_attachment():
    encoded = "QUJD\r\nREVG"
    kind = 'application/pdf;\r\n name="atto.pdf"'
    pdf = f"Content-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\n\r\n{encoded}"
    parts = (
        "Content-Type: text/plain\r\n\r\nIn allegato.",
        f"Content-Type: multipart/mixed; boundary=due\r\n\r\n--due\r\n{pdf}\r\n--due--\r\n",
        'Content-Type: image/png\r\nContent-Disposition: inline; filename="firma.png"\r\n\r\nPNG',
    )
    body = "prima\r\n" + "".join(f"--uno\r\n{part}\r\n" for part in parts) + "--uno--\r\ndopo\r\n"
    message = letter(body=body, MIME_Version="1.0", Content_Type="multipart/mixed; boundary=uno")
    brief = hashed(message)
    assert brief.startswith(message[: message.index(b"Content-Type: application/pdf")])
    assert brief.endswith(b"\r\n--uno--\r\ndopo\r\n")
    for name, content in (("atto.pdf", encoded), ("firma.png", "PNG")):
        digest = sha1(content.encode()).hexdigest()  # noqa: S324 - the norm names this algorithm
        assert f'"{name}.hash"\r\nContent-Transfer-Encoding: 7bit\r\n\r\n{digest}'.encode() in brief
    assert encoded.encode() not in brief


def test_a_certificate_is_what_the_norm_asks_for(authority):
    certificate = authority.certify("posta-certificata@x.example.it", "X").certificate
    alternative = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert alternative.get_values_for_type(x509.RFC822Name) == ["posta-certificata@x.example.it"]
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage)
    assert (usage.critical, usage.value.digital_signature, usage.value.content_commitment) == (
        True,
        True,
        False,
    )
    with pytest.raises(x509.ExtensionNotFound):
        certificate.extensions.get_extension_for_oid(ExtensionOID.BASIC_CONSTRAINTS)
    certificate.verify_directly_issued_by(authority.certificate)


def test_thirty_megabytes_go_through_whole(provider):
    message = letter(body="x" * 78 + "\r\n" + ("0123456789" * 7 + "\r\n") * 420_000)
    mail = provider.transport(sent(provider, message))
    assert len(mail.raw) > 30_000_000
    assert message[-1_000_000:] in mail.raw
