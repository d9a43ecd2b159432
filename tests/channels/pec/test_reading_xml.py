"""daticert.xml of a stranger: read whatever its alphabet, never followed anywhere, and within bounds."""

import pytest

from channels.pec.daticert import read_daticert
from channels.pec.envelope import Kind
from channels.pec.xml import MOST, read_xml
from tests.channels.pec.envelopes import ADA, REFERENCE, daticert

XML = daticert(subject="Perché < & città")
OPEN, CLOSE = "<postacert tipo='accettazione'>", "</postacert>"

READ = [
    ("as it should be", XML.encode(), ()),
    ("a mark of UTF-8", b"\xef\xbb\xbf" + XML.encode(), ()),
    ("blank lines before", b"\r\n \t" + XML.encode(), ()),
    ("blank lines after", XML.encode() + b"\r\n\r\n", ()),
    ("zeros after", XML.encode() + b"\0\0", ()),
    (
        "Latin-1 that says so",
        daticert(subject="Perché < & città", declared="ISO-8859-1").encode("latin-1"),
        (),
    ),
    (
        "Windows' that says so",
        daticert(subject="Perché < & città", declared="windows-1252").encode("cp1252"),
        (),
    ),
    ("Latin-1 that says UTF-8", XML.encode("latin-1"), ("charset",)),
    ("an alphabet that is none", XML.replace("UTF-8", "x-mac").encode(), ("charset",)),
    ("UTF-16", XML.replace("UTF-8", "UTF-16").encode("utf-16"), ()),
    ("a character that XML forbids", XML.replace("Gestore", "Ge\x03store").encode(), ("charset",)),
    ("no declaration", XML.partition("\n")[2].encode(), ()),
    (
        "a type of document on the web",
        XML.replace(
            "?>\n", '?>\n<!DOCTYPE postacert SYSTEM "http://pec.example.it/daticert.dtd">\n'
        ).encode(),
        (),
    ),
    (
        "a style sheet",
        XML.replace("?>\n", '?>\n<?xml-stylesheet href="http://x/y.xsl" type="text/xsl"?>\n').encode(),
        (),
    ),
    ("a namespace", XML.replace("<postacert ", '<postacert xmlns="urn:pec" ').encode(), ()),
    ("comments and text between", XML.replace("</risposte>", "</risposte>a<!-- b -->").encode(), ()),
]


@pytest.mark.parametrize(("_label", "xml", "faults"), READ, ids=[case[0] for case in READ])
def test_it_is_read(_label, xml, faults):
    said = read_daticert(xml)
    assert (said.kind, said.faults) == (Kind.TRANSPORT, faults)
    assert (said.sender, said.subject, said.reference) == (ADA, "Perché < & città", REFERENCE)
    assert said.at.isoformat() == "2026-11-23T10:30:00+01:00"


REFUSED = [
    ("an entity", '<!DOCTYPE a [<!ENTITY x "y">]>' + XML.partition("\n")[2], "daticert-entities"),
    (
        "an entity of a file",
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + OPEN,
        "daticert-entities",
    ),
    ("a parameter entity", '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://x/"> %x;]>' + OPEN, "daticert-entities"),
    ("a thousand levels", OPEN + "<a>" * 1000, "daticert-large"),
    ("too many elements", OPEN + "<a/>" * 20_001 + CLOSE, "daticert-large"),
    ("too many bytes", XML + " " * MOST, "daticert-large"),
    ("nothing", "", "daticert-broken"),
    ("no XML", "%PDF-1.4", "daticert-broken"),
    ("another document", "<html/>", "daticert-broken"),
]


@pytest.mark.parametrize(("_label", "xml", "fault"), REFUSED, ids=[case[0] for case in REFUSED])
def test_it_is_refused(_label, xml, fault):
    said = read_daticert(xml.encode())
    assert (said.kind, said.faults[0]) == (Kind.UNREADABLE, fault)


def test_what_is_cut_short_tells_what_it_held_and_that_it_is_broken():
    said = read_daticert(XML[: XML.find("<msgid>")].encode())
    assert (said.kind, said.sender, said.faults) == (Kind.TRANSPORT, ADA, ("daticert-broken",))


def test_an_entity_that_nobody_declared_is_left_out():
    assert read_xml(b"<!DOCTYPE a SYSTEM 'http://x/'><a>b&c;d</a>").root.text == "bd"


WORDS = [
    ("a type that is none", daticert("posta"), Kind.UNREADABLE, ("tipo",), ""),
    ("no type", daticert("").replace("tipo=", "kind="), Kind.UNREADABLE, ("tipo",), ""),
    ("a type that contains one", daticert("pre-accettazione"), Kind.UNREADABLE, ("tipo",), ""),
    ("a type in capitals, with blanks", daticert(" Accettazione "), Kind.ACCEPTANCE, (), ""),
    (
        "an error that is none",
        daticert("errore-consegna", "no-spazio"),
        Kind.DELIVERY_ERROR,
        ("errore",),
        "no-spazio",
    ),
    ("no error", daticert("accettazione").replace("errore=", "error="), Kind.ACCEPTANCE, (), ""),
]


@pytest.mark.parametrize(("_label", "xml", "kind", "faults", "error"), WORDS, ids=[case[0] for case in WORDS])
def test_words_that_the_norm_does_not_have_are_told(_label, xml, kind, faults, error):
    said = read_daticert(xml.encode())
    assert (said.kind, said.faults, said.error) == (kind, faults, error)


DAY = "<data zona='{}'><giorno>{}</giorno><ora>{}</ora></data>"
DATES = [
    (DAY.format("+0200", "18/08/2023", "17:37:14"), "2023-08-18T17:37:14+02:00"),
    (DAY.format("+0000", "1/2/2023", "7:37:14"), "2023-02-01T07:37:14+00:00"),
    (DAY.format("", "18/08/2023", "17:37:14"), "2023-08-18T17:37:14+02:00"),
    (DAY.format("CET", "18/12/2023", "17:37:14"), "2023-12-18T17:37:14+01:00"),
    (DAY.format("+0100", "31/02/2023", "17:37:14"), None),
    (DAY.format("+0100", "2023-12-18", "17:37:14"), None),
    (DAY.format("+0100", "18/12/2023", "25:00:00"), None),
    (DAY.format("+0100", "", ""), None),
    ("", None),
]


@pytest.mark.parametrize(("when", "expected"), DATES)
def test_dates(when, expected):
    said = read_daticert(daticert(when=when).encode())
    assert (said.at.isoformat() if said.at else None) == expected
    assert said.faults == (() if expected else ("data",))


IDS = [
    ("&lt;a@b&gt;", "<a@b>"),
    (" \n &lt;a@b&gt;\n ", "<a@b>"),
    ("a@b", "<a@b>"),
    ("&lt; a@b &gt;", "<a@b>"),
    ("&lt;&gt;", ""),
    ("", ""),
]


@pytest.mark.parametrize(("written", "expected"), IDS)
def test_ids_are_compared_without_blanks_and_with_one_pair_of_brackets(written, expected):
    old = REFERENCE.replace("<", "&lt;").replace(">", "&gt;")
    assert read_daticert(daticert().replace(old, written).encode()).reference == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [("Ada &lt;ada@x&gt;", "ada@x"), ("&lt;ada@x&gt;", "ada@x"), ("ada@x", "ada@x"), ("&gt;a&lt;", ">a<")],
)
def test_an_address_is_told_without_a_name(written, expected):
    assert read_daticert(daticert().replace(ADA, written).encode()).sender == expected


def test_a_subject_in_words_is_decoded_and_stays_on_its_line():
    assert (
        read_daticert(daticert(subject="=?utf-8?q?Perch=C3=A9=0D=0A=1B[31m?=").encode()).subject
        == "Perché [31m"
    )


def test_who_takes_charge_of_whom():
    taken = "".join(f"<ricezione>{each}</ricezione>" for each in ("a@x", "C@x"))
    listed = tuple((f"{each}@x", "certificato") for each in "abc")
    said = read_daticert(daticert("presa-in-carico", facts=taken, recipients=listed).encode())
    assert [each.result for each in said.recipients] == ["presa-in-carico", "", "presa-in-carico"]
