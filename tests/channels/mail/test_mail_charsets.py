"""Every alphabet, with the right label, a wrong one and none: in the text and in the subject."""

import codecs

import pytest

from channels.mail.reading import parse_mail
from tests.channels.mail.letters import BOUNDS, ME, coded, mail

WORDS = "perché è così, città"


def subject(value):
    return mail("x", {"Subject": value})


CHARSETS = [
    ("utf-8", coded(WORDS, "utf-8"), WORDS),
    ("utf-8 in base64", coded(WORDS, "utf-8", "base64"), WORDS),
    ("utf-8 in quoted-printable", mail("perch=C3=A9 =\n=C3=A8 cos=C3=AC", {
        "Content-Type": "text/plain; charset=UTF-8", "Content-Transfer-Encoding": "Quoted-Printable"}),
     "perché è così"),
    ("windows-1252", coded("costa 10 € – “cioè”", "cp1252", label="windows-1252"), "costa 10 € – “cioè”"),
    ("windows-1252 that says latin-1", coded("10 € – è", "cp1252", label="iso-8859-1"), "10 € – è"),
    ("latin-1 that says utf-8", coded(WORDS, "latin-1", label="utf-8"), WORDS),
    ("utf-8 that says latin-1", coded(WORDS, "utf-8", label="iso-8859-1"), WORDS),
    ("utf-8 that says ascii", coded(WORDS, "utf-8", label="us-ascii"), WORDS),
    ("latin-1 that says ascii", coded(WORDS, "latin-1", label="us-ascii"), WORDS),
    ("no label", coded(WORDS, "utf-8", label=""), WORDS),
    ("no label, latin-1", coded(WORDS, "latin-1", label=""), WORDS),
    ("an unknown label", coded(WORDS, "utf-8", label="x-klingon"), WORDS),
    ("a label of another kind of code", coded(WORDS, "utf-8", label="zlib"), WORDS),
    ("a label that would run through escapes", coded("\\x41 è", "utf-8", label="unicode_escape"), "\\x41 è"),
    ("a label that is no word", coded(WORDS, "utf-8", label="../../etc"), WORDS),
    ("a label in quotes, with blanks", coded(WORDS, "cp1252", label='" Windows-1252 "'), WORDS),
    ("utf-7", coded("perch+AOk- +AOg- 5", "ascii", label="utf-7"), "perché è 5"),
    ("half a letter in utf-7", coded("a+2AA-b", "ascii", label="utf-7"), "a?b"),
    ("iso-2022-jp", coded("駐車違反です", "iso2022_jp", label="ISO-2022-JP"), "駐車違反です"),
    ("iso-2022-jp that nobody told", coded("駐車違反です", "iso2022_jp", label=""), "駐車違反です"),
    ("gb2312 that is gbk", coded("违章€", "gb18030", label="gb2312"), "违章€"),
    ("shift_jis of windows", coded("①違反", "cp932", label="shift_jis"), "①違反"),
    ("koi8-r", coded("штраф", "koi8-r"), "штраф"),
    ("windows-1251", coded("штраф", "windows-1251"), "штраф"),
    ("iso-8859-15", coded("10 €", "iso-8859-15"), "10 €"),
    ("euc-kr", coded("벌금", "cp949", label="ks_c_5601-1987"), "벌금"),
    ("utf-16 with its mark",
     coded(codecs.BOM_UTF16_LE + WORDS.encode("utf-16-le"), "", label="utf-16"), WORDS),
    ("utf-8 with a mark", coded(WORDS, "utf-8-sig", label="utf-8"), WORDS),
    ("utf-8 cut in a letter",
     coded("perché è così cioè".encode()[:-1], "", label="utf-8"), "perché è così cio\ufffd"),
    ("a byte that no alphabet has", coded(b"a\x81b", "", label="windows-1252"), "a\ufffdb"),
    ("NUL bytes", coded(b"t\0arga\0 AB123CD", "", label="utf-8"), "targa AB123CD"),
    ("base64 with rubbish in it", mail("VGFyZ2E*gQUIx\n!!MjNDRA=", {"Content-Transfer-Encoding": "base64"}),
     "Targa AB123CD"),
    ("an unknown encoding", mail("Targa", {"Content-Transfer-Encoding": "x-rot"}), "Targa"),
    ("bare LF", mail("uno\ndue", end="\n"), "uno\ndue"),
    ("bare CR", mail("uno\ndue", end="\r"), "uno\ndue"),
    ("a CR astray", mail("uno\rdue"), "uno\ndue"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "raw", "said"), CHARSETS, ids=[case[0] for case in CHARSETS])
def test_words_in_every_alphabet(label, raw, said):
    assert parse_mail(raw, BOUNDS, ME).text == said, label


HEADERS = [
    ("words of base64", subject("=?UTF-8?B?cGVyY2jDqQ==?="), "perché"),
    ("words of quoted-printable", subject("=?iso-8859-1?Q?perch=E9_no?="), "perché no"),
    ("neighbours join without the blank", subject("=?utf-8?Q?per?= =?utf-8?Q?ch=C3=A9?="), "perché"),
    ("a letter cut between two words", subject("=?utf-8?Q?perch=C3?=\n =?utf-8?Q?=A9?="), "perché"),
    ("neighbours of two alphabets", subject("=?utf-8?Q?=C3=A8?= =?iso-8859-1?Q?_=E8?="), "è è"),
    ("words among others", subject("Multa =?utf-8?Q?=C3=A8?= qui"), "Multa è qui"),
    ("a language", subject("=?utf-8*it?Q?=C3=A8?="), "è"),
    ("8-bit utf-8", subject("perché"), "perché"),
    ("8-bit latin-1", subject("perché".encode("latin-1")), "perché"),
    ("blanks inside a word", subject("=?utf-8?Q?perch=C3=A9 no?="), "perché no"),
    ("padding that lacks", subject("=?utf-8?B?cGVyY2jDqQ?="), "perché"),
    ("an unknown charset", subject("=?x-klingon?Q?a=C3=A8?="), "aè"),
    ("a word that never ends", subject("=?utf-8?Q?a"), "=?utf-8?Q?a"),
    ("folded", subject("Multa\n\tV12345/2026"), "Multa V12345/2026"),
    ("none", mail("x", without=["Subject"]), ""),
    ("two", subject(["uno", "due"]), "uno"),
    ("control characters", subject(b"a\x07\x1bb\xe2\x80\xaec"), "a b c"),
    ("long beyond reason", subject("è" * 5000), "è" * 250),
    ("an old line among them", mail("x").replace(b"Subject", b"this is no field\r\nSubject"), "Multa"),
    ("a mailbox's own line before", b"From ada@example.org Mon Nov 23\r\n" + mail("x"), "Multa"),
]


@pytest.mark.parametrize(("label", "raw", "said"), HEADERS, ids=[case[0] for case in HEADERS])
def test_subjects(label, raw, said):
    assert parse_mail(raw, BOUNDS, ME).subject == said, label
