"""Bytes of a mail, and the letter that is read of them: structure, files, threads."""

import pytest

from bot.message import File, Refused
from channels.mail.mailbox import Bounds
from channels.mail.reading import parse_mail, read_mail
from tests.channels.mail.letters import (
    ADA,
    BOUNDS,
    HTML,
    ME,
    file,
    mail,
    mixed,
    nested,
    part,
    text,
)

PDF = File("a.pdf", "application/pdf", b"%PDF-1")


def disposed(parameters):
    """A mail with one attachment, named by these parameters."""
    fields = {
        "Content-Type": "application/pdf",
        "Content-Transfer-Encoding": "base64",
        "Content-Disposition": f"attachment; {parameters}",
    }
    return mixed(text("Ecco"), part(b"JVBERi0x", fields))


IN_B = {"Content-Type": "multipart/mixed; boundary=b"}
LOGO = file(b"\x89PNG", "image001.png", "image/png", "inline", Content_ID="<logo@x>")
PHOTO = file(b"\xff" * 60_000, "foto.jpg", "image/jpeg", "inline", Content_ID="<foto@x>")
PAGE = text('<p>Ecco</p><img src="cid:logo@x"><img src="cid:foto@x">', "html")
FORWARDED = part(mail("dentro", {"Subject": "Il verbale"}), {"Content-Type": "message/rfc822"})
NAMED = part(
    "in allegato", {"Content-Type": 'text/plain; name="nota.txt"', "Content-Disposition": "attachment"}
)

STRUCTURES = [
    ("plain", mail("Targa"), "Targa", ()),
    ("no body", mail(""), "", ()),
    ("no header but From", b"From: ada@example.org\r\n\r\nTarga", "Targa", ()),
    ("nothing after the header", b"From: ada@example.org", "", ()),
    ("a page", mail("<p>Targa <b>AB123CD</b></p>", HTML), "Targa AB123CD", ()),
    ("alternatives", mixed(text("piano"), text("<p>pagina</p>", "html"), kind="alternative"), "piano", ()),
    ("alternatives, the plain one empty",
     mixed(text(" \n"), text("<p>pagina</p>", "html"), kind="alternative"), "pagina", ()),
    ("a file", mixed(text("Ecco"), file()), "Ecco", (PDF,)),
    ("a file alone", mixed(file()), "", (PDF,)),
    ("a mail that is a file", mail("JVBERi0x", {"Content-Type": "application/pdf; name=a.pdf",
                                               "Content-Transfer-Encoding": "base64"}), "", (PDF,)),
    ("text, file, text", mixed(text("uno"), file(), text("due")), "uno\n\ndue", (PDF,)),
    ("a page and its file among the alternatives",
     mixed(text("piano"), nested(text("<p>x</p>", "html"), file(), boundary="in"), kind="alternative"),
     "piano", (PDF,)),
    ("a text file", mixed(text("Ecco"), NAMED), "Ecco", (File("nota.txt", "text/plain", b"in allegato"),)),
    ("a mail passed on", mixed(text("Guardi"), FORWARDED), "Guardi",
     (File("Il verbale.eml", "message/rfc822", mail("dentro", {"Subject": "Il verbale"})),)),
    ("a signature by machine", mixed(text("Ecco"), file(b"sig", "smime.p7s", "application/pkcs7-signature"),
                                     kind="signed"), "Ecco", ()),
    ("a logo in a page", mixed(PAGE, LOGO, kind="related"), "Ecco", ()),
    ("a logo that no page shows", mixed(text("Ecco"), LOGO), "Ecco",
     (File("image001.png", "image/png", b"\x89PNG"),)),
    ("a photograph in a page", mixed(PAGE, PHOTO, kind="related"), "Ecco",
     (File("foto.jpg", "image/jpeg", b"\xff" * 60_000),)),
    ("an invitation among the alternatives",
     mixed(text("Ecco"), text("BEGIN:VCALENDAR", "calendar"), kind="alternative"), "Ecco", ()),
    ("the last boundary lacks", mixed(text("Ecco"), file(), end=False), "Ecco", (PDF,)),
    ("text before the first and after the last boundary",
     mail(b"sopra\n--b\n\nTarga\n--b--\nsotto\n", IN_B), "Targa", ()),
    ("a boundary within another's name", mixed(nested(text("uno"), boundary="=_b-1"), text("due")),
     "uno\n\ndue", ()),
    ("blanks after a boundary", mail(b"--b \t\n\nTarga\n--b--", IN_B),
     "Targa", ()),
    ("a part without an empty line", mail(b"--b\nContent-Type: text/plain\n--b\n\nTarga\n--b--",
                                          IN_B), "Targa", ()),
    ("two types", mail("Targa", {"Content-Type": ["text/plain", "text/html"]}), "Targa", ()),
    ("a type that is none", mail("Targa", {"Content-Type": "text"}), "Targa", ()),
    ("lines that flow", mail("Devo pagare \nla multa\n", {"Content-Type": "text/plain; format=flowed"}),
     "Devo pagare la multa", ()),
    ("lines that flow without their space",
     mail("Devo paga \nre\n", {"Content-Type": "text/plain; format=flowed; delsp=yes"}), "Devo pagare", ()),
    ("a quotation that flows", mail("Si\n> a \n> b\n", {"Content-Type": "text/plain; format=flowed"}), "Si",
     ()),
]  # fmt: skip


@pytest.mark.parametrize(("label", "raw", "said", "files"), STRUCTURES, ids=[case[0] for case in STRUCTURES])
def test_structures(label, raw, said, files):
    letter = parse_mail(raw, BOUNDS, ME)
    assert (letter.text, letter.files) == (said, files), label
    assert letter.answerable


NAMES = [
    ("plain", disposed('filename="a.pdf"'), "a.pdf"),
    ("without quotes", disposed("filename=a.pdf"), "a.pdf"),
    ("RFC 2231", disposed("filename*=UTF-8''citt%C3%A0.pdf"), "città.pdf"),
    ("RFC 2231 in pieces", disposed("filename*1*=%A0.pdf; filename*0*=utf-8'it'citt%C3"), "città.pdf"),
    ("pieces, some plain", disposed("filename*0*=utf-8''citt%C3%A0; filename*1=.pdf"), "città.pdf"),
    ("RFC 2231 goes before the plain one", disposed("filename=x.pdf; filename*=utf-8''citt%C3%A0.pdf"),
     "città.pdf"),
    ("an RFC 2047 word where none may be", disposed('filename="=?utf-8?B?Y2l0dMOgLnBkZg==?="'), "città.pdf"),
    ("8 bit", disposed('filename="città.pdf"'), "città.pdf"),
    ("quotes in it", disposed('filename="la \\"mia\\".pdf"'), "la _mia_.pdf"),
    ("a way up", disposed('filename="../../etc/passwd"'), "passwd"),
    ("a Windows way", disposed('filename="C:\\\\x\\\\a.pdf"'), "a.pdf"),
    ("turned round", disposed('filename="fdp.\u202egpj.exe"'), "fdp. gpj.exe"),
    ("a line's end", disposed("filename*=utf-8''a%0D%0Ab.pdf"), "a b.pdf"),
    ("nothing but dots", disposed('filename=".."'), "attachment.pdf"),
    ("none", disposed("size=3"), "attachment.pdf"),
    ("long beyond reason", disposed(f'filename="{"x" * 400}.pdf"'), f"{'x' * 116}.pdf"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "raw", "name"), NAMES, ids=[case[0] for case in NAMES])
def test_names_of_files(label, raw, name):
    (got,) = parse_mail(raw, BOUNDS, ME).files
    assert got == File(name, "application/pdf", b"%PDF-1"), label


SMALL = Bounds(file=2_000_000, files=3)
REFUSALS = [
    ("as large as may be", [file(b"x" * 2_000_000)], 1, ()),
    ("a byte larger", [file(b"x" * 2_000_001)], 0, (Refused("large", "a.pdf", "2 MB"),)),
    ("far too large", [file(b"x" * 9_000_000)], 0, (Refused("large", "a.pdf", "2 MB"),)),
    ("empty", [file(b"")], 0, (Refused("missing", "a.pdf"),)),
    ("one that is too large among others", [file(), file(b"x" * 2_000_001, "b.pdf"), file()], 2,
     (Refused("large", "b.pdf", "2 MB"),)),
    ("as many as may be", [file()] * 3, 3, ()),
    ("too many", [file()] * 9, 3, (Refused("many", limit="3"),)),
    ("a bomb stays packed", [file(b"PK\x03\x04" + b"\0" * 1000, "bomba.zip", "application/zip")], 1, ()),
]  # fmt: skip


@pytest.mark.parametrize(("label", "files", "taken", "refused"), REFUSALS, ids=[case[0] for case in REFUSALS])
def test_files_that_are_not_taken(label, files, taken, refused):
    letter = parse_mail(mixed(text("Ecco"), *files), SMALL, ME)
    assert (len(letter.files), letter.refused) == (taken, refused), label
    assert letter.inbound("mail", None).refused == refused


THREADS = [
    ("the first of its thread", {}, {"message_id": "<a1@example.org>", "subject": "Multa"}),
    ("an answer", {"References": "<x@y> <z@y>", "In-Reply-To": "<z@y>"}, {"references": "<x@y> <z@y>"}),
    ("an answer to one that knew no references", {"In-Reply-To": "<z@y>"}, {"references": "<z@y>"}),
    ("an answer to two", {"In-Reply-To": "<z@y> <x@y>"}, {"references": None}),
    ("an answer to words", {"In-Reply-To": "Suo messaggio del 3"}, {"references": None}),
    ("ids twice", {"References": "<x@y> <x@y>"}, {"references": "<x@y>"}),
    ("ids of a strange shape", {"References": "<x y@z> <ok@y> <a\tb> <" + "x" * 300 + "@y>"},
     {"references": "<ok@y>"}),
    ("more ids than fit", {"References": " ".join(f"<{n}-{'x' * 90}@example.org>" for n in range(99))},
     {"references": " ".join(f"<{n}-{'x' * 90}@example.org>" for n in (0, 93, 94, 95, 96, 97, 98))}),
    ("no id", {"Message-ID": "none"}, {"message_id": None}),
]  # fmt: skip


@pytest.mark.parametrize(("label", "fields", "told"), THREADS, ids=[case[0] for case in THREADS])
def test_threads(label, fields, told):
    usual = {"message_id": "<a1@example.org>", "subject": "Multa"}
    expected = {name: value for name, value in {**usual, **told}.items() if value is not None}
    assert parse_mail(mail("x", fields), BOUNDS, ME).context == expected, label


HEARD = [
    ("subject and text", mail("Targa AB123CD", {"Subject": "Multa V1/26"}), "Multa V1/26\nTarga AB123CD"),
    ("subject alone", mail("", {"Subject": "MULTA AB123CD V12345/2026"}), "MULTA AB123CD V12345/2026"),
    ("text alone", mail("Targa", without=["Subject"]), "Targa"),
    ("the subject of an answer only repeats ours", mail("sì", {"Subject": "R: Re: Multa"}), "sì"),
    ("an answer without a word", mail("", {"Subject": "Re: Multa V1/26"}), "Re: Multa V1/26"),
    ("a subject that a program wrote", mail("Targa", {"Subject": "(nessun oggetto)"}), "Targa"),
    ("passed on", mail("Come pago?", {"Subject": "Fwd: Verbale"}), "Verbale\nCome pago?"),
    ("passed on without a word", mail(
        "---------- Forwarded message ---------\nDa: Polizia <pl@example.it>\nDate: lun 23 nov 2026\n"
        "Subject: Verbale\nTo: Ada <ada@example.org>\n\nVerbale V12345/2026", {"Subject": "I: Verbale"}),
     "Verbale\nVerbale V12345/2026"),
    ("nothing at all", mail("", without=["Subject"]), ""),
]  # fmt: skip


@pytest.mark.parametrize(("label", "raw", "heard"), HEARD, ids=[case[0] for case in HEARD])
def test_what_the_engine_hears(label, raw, heard):
    assert parse_mail(raw, BOUNDS, ME).inbound("mail", None).text == heard, label


def test_a_whole_letter():
    raw = mixed(text("Ecco"), file(), fields={"Content-Language": "it-IT, en", "Accept-Language": "de"})
    original = File("mail.eml", "message/rfc822", raw)
    letter = read_mail(raw, BOUNDS, ME)
    inbound = letter.inbound("mail", None, original)
    assert (inbound.channel, inbound.sender, inbound.text) == ("mail", ADA, "Multa\nEcco")
    assert (inbound.files, inbound.language, inbound.original) == ((PDF,), "it-IT", original)
    assert inbound.context == {"message_id": "<a1@example.org>", "subject": "Multa"}
    assert inbound.external_id == letter.external_id
    assert len(letter.external_id) == 64
