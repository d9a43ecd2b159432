"""What a provider certifies, in every way in which a daticert.xml was ever written; and in hostile ones."""

import pytest

from channels.pec.envelope import Kind, Verdict
from channels.pec.reading import read_envelope
from tests.channels.pec.strangers import BEA, OLD, TELECOM, daticert, header, mail, trust

TOP = header()
REFERENCE = "<m.1@posta.example>"


def read(raw):
    return read_envelope(raw, trust())


DOCTYPE = '<!DOCTYPE postacert SYSTEM "http://www.gestore.example/daticert.dtd">'
STYLESHEET = '<?xml-stylesheet type="text/xsl" href="http://www.gestore.example/daticert.xsl"?>'
LATIN = '<?xml version="1.0" encoding="ISO-8859-1"?>'


def day(giorno="31/01/2024", ora="10:04:05", zona=' zona="+0100"'):
    return {"day": f"<data{zona}><giorno>{giorno}</giorno><ora>{ora}</ora></data>"}


def subject(text):
    return {"subject": f"<oggetto>{text}</oggetto>"}


AT = "2024-01-31T10:04:05+01:00"
DATA = [
    ("a document type and a style", {"head": STYLESHEET + DOCTYPE}, {}),
    ("its elements declared", {"head": "<!DOCTYPE postacert [<!ELEMENT postacert ANY>]>"}, {}),
    ("nothing declared", {"head": ""}, {}),
    ("blank lines before", {"head": "\r\n\r\n"}, {}),
    (
        "an unknown alphabet",
        {"head": '<?xml version="1.0" encoding="boh"?>', **subject("Sì")},
        {"subject": "Sì"},
    ),
    ("UTF-8 that says Latin-1", {"head": LATIN, **subject("Perché")}, {"subject": "Perché"}),
    ("an entity of a type", {"head": DOCTYPE, **subject("Perch&eacute;")}, {"subject": "Perché"}),
    ("CDATA", subject("<![CDATA[Rossi & figli <srl>]]>"), {"subject": "Rossi & figli <srl>"}),
    ("escaped", subject("A &amp; B &lt;c&gt; &quot;d&quot; &#xE8;"), {"subject": 'A & B <c> "d" è'}),
    ("in words", subject("=?UTF-8?B?UGVyY2jD?=\r\n =?UTF-8?B?qQ==?= [1]"), {"subject": "Perché [1]"}),
    ("on lines", subject("a\r\n  b\tc\0"), {"subject": "a b c"}),
    ("no subject", {"subject": ""}, {"subject": ""}),
    ("a huge subject", subject("x" * 800_000), {"subject": "x" * 800_000}),
    ("no risposte", {"answers": ""}, {}),
    ("risposte closed at once", {"answers": "<risposte/>"}, {}),
    ("no error named", {"errore": ""}, {"error": ""}),
    ("an id in brackets", {"identifier": "&lt;id.1@gestore.example&gt;"}, {}),
    ("no msgid", {"reference": ""}, {"reference": ""}),
    ("msgid bare", {"reference": "<msgid>m.1@posta.example</msgid>"}, {}),
    ("msgid as CDATA", {"reference": "<msgid><![CDATA[<m.1@posta.example>]]></msgid>"}, {}),
    ("a name beside the sender", {"sender": f"Bea Rossi &lt;{BEA}&gt;"}, {}),
    ("single digits", day("1/2/2024", "9:04:05"), {"at": "2024-02-01T09:04:05+01:00"}),
    ("other signs", day("31-01-2024", "10.04.05"), {}),
    ("no seconds", day(ora="10:04"), {"at": "2024-01-31T10:04:00+01:00"}),
    ("parts of a second", day(ora="10:04:05.123"), {}),
    ("no zone, in summer", day("31/07/2024", zona=""), {"at": "2024-07-31T10:04:05+02:00"}),
    ("a zone by its name", day(zona=' zona="CET"'), {}),
    ("a zone that is none", day(zona=' zona="+9900"'), {}),
    ("a day that is none", day("31/02/2024"), {"at": None}),
    ("years before the seal", day("31/01/2014"), {"at": "2014-01-31T10:04:05+01:00"}),
]


@pytest.mark.parametrize(("_label", "written", "expected"), DATA, ids=[case[0] for case in DATA])
def test_a_daticert_however_it_is_written_tells_the_same(_label, written, expected):
    envelope = read(mail(TELECOM, TOP, daticert(**written)))
    usual = {"subject": "Richiesta", "reference": REFERENCE, "at": AT, "sender": BEA, "error": ""}
    found = {name: getattr(envelope, name) for name in usual} | {
        "at": envelope.at and envelope.at.isoformat()
    }
    assert found == usual | expected
    assert (envelope.kind, envelope.verified, envelope.identifier) == (
        Kind.TRANSPORT,
        True,
        "id.1@gestore.example",
    )


ALPHABETS = [("iso-8859-1", "cp1252"), ("windows-1252", "cp1252"), ("UTF-16", "utf-16"), ("iso-8859-15",) * 2]


@pytest.mark.parametrize(("named", "used"), ALPHABETS)
def test_every_alphabet_that_a_provider_writes_is_read(named, used):
    xml = daticert(head=f'<?xml version="1.0" encoding="{named}"?>', **subject("Perché 5 €")).encode(used)
    envelope = read(mail(OLD, TOP, xml))
    assert (envelope.verified, envelope.subject) == (True, "Perché 5 €")


UNESCAPED = [
    (subject("Rossi & figli"), "Rossi & figli"),
    (subject("Perch&eacute;&#x1f; no"), "Perché no"),
    ({"reference": "<msgid><m.1@posta.example></msgid>"}, "Richiesta"),
]


@pytest.mark.parametrize(("written", "told"), UNESCAPED)
def test_what_was_not_escaped_is_read_and_not_believed(written, told):
    envelope = read(mail(OLD, TOP, daticert(**written)))
    assert (envelope.sender, envelope.reference, envelope.subject.replace("  ", " ")) == (
        BEA,
        REFERENCE,
        told,
    )
    assert envelope.proof.reasons == ("daticert-broken",)


BOMBS = [
    ("laughs", '<!DOCTYPE p [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;">]>', "&b;", "daticert-entities"),
    ("a file", '<!DOCTYPE p [<!ENTITY a SYSTEM "file:///etc/hostname">]>', "&a;", "daticert-entities"),
    ("a parameter", '<!DOCTYPE p [<!ENTITY % a SYSTEM "http://example.org/x">%a;]>', "", "daticert-entities"),
    ("depth", "", "<a>" * 500 + "</a>" * 500, "daticert-large"),
    ("ampersands", "", "&" * 500_000, "daticert-broken"),
    ("brackets", "", "<a@" * 300_000, "daticert-broken"),
    ("size", "", "x" * 1_000_000, "daticert-large"),
]


@pytest.mark.parametrize(("_label", "head", "text", "reason"), BOMBS, ids=[case[0] for case in BOMBS])
def test_a_hostile_daticert_is_refused(_label, head, text, reason):
    envelope = read(mail(OLD, TOP, daticert(head=head, **subject(text))))
    assert (envelope.proof.verdict, envelope.proof.reasons) == (Verdict.UNVERIFIED, (reason,))
    assert envelope.subject == ""
