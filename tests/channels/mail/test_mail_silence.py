"""Which mails a machine may answer: RFC 3834 and the habits of programs; and whose mails they are."""

import pytest

from channels.mail.letter import Silence
from channels.mail.reading import parse_mail
from tests.channels.mail.letters import ADA, BOUNDS, ME, mail, mixed, text

ANSWER = Silence.NONE
BOUNCE, LIST, LOOP, OURS = Silence.BOUNCE, Silence.LIST, Silence.LOOP, Silence.OURS
AUTOMATIC, NO_REPLY, NO_SENDER, CERTIFIED = (
    Silence.AUTOMATIC,
    Silence.NO_REPLY,
    Silence.NO_SENDER,
    Silence.CERTIFIED,
)


def of(sender, path=None):
    return {"From": sender, "Return-Path": f"<{path or ADA}>"}


VERDICTS = [
    ("a person", {}, ANSWER),
    ("a person, and said so", {"Auto-Submitted": "no"}, ANSWER),
    ("a person, and said so with a comment", {"Auto-Submitted": "no (written by hand)"}, ANSWER),
    ("an automatic answer", {"Auto-Submitted": "auto-replied"}, AUTOMATIC),
    (
        "an automatic answer with parameters",
        {"Auto-Submitted": "auto-replied (vacation); owner=x"},
        AUTOMATIC,
    ),
    ("sent by a machine", {"Auto-Submitted": "auto-generated"}, AUTOMATIC),
    ("a notice of events", {"auto-submitted": "AUTO-NOTIFIED"}, AUTOMATIC),
    ("a word that is new to us", {"Auto-Submitted": "auto-dreamt"}, AUTOMATIC),
    ("nothing said", {"Auto-Submitted": ""}, AUTOMATIC),
    ("no answers wanted by Exchange", {"X-Auto-Response-Suppress": "All"}, AUTOMATIC),
    ("no absence notes wanted", {"X-Auto-Response-Suppress": "DR, OOF, AutoReply"}, AUTOMATIC),
    ("no receipts wanted only", {"X-Auto-Response-Suppress": "DR, RN"}, ANSWER),
    ("X-Autoreply", {"X-Autoreply": "yes"}, AUTOMATIC),
    ("X-Autorespond", {"X-Autorespond": ""}, AUTOMATIC),
    ("Delivered-To an autoresponder", {"Delivered-To": "Autoresponder"}, AUTOMATIC),
    ("Precedence of an answer", {"Precedence": "auto_reply"}, AUTOMATIC),
    ("Preference of an answer", {"Preference": "auto_reply"}, AUTOMATIC),
    ("an absence note, by its subject", {"Subject": "Risposta automatica: Multa"}, AUTOMATIC),
    ("an absence note in words", {"Subject": "=?utf-8?Q?Fuori_sede:_Multa?="}, AUTOMATIC),
    ("somebody writes of absence notes", {"Subject": "Re: Risposta automatica"}, ANSWER),
    ("an accepted invitation", {"Content-Type": "text/calendar; method=REPLY"}, AUTOMATIC),
    ("bulk", {"Precedence": "bulk"}, LIST),
    ("junk", {"Precedence": " Junk "}, LIST),
    ("Precedence list", {"Precedence": "list"}, LIST),
    ("a precedence that means nothing", {"Precedence": "first-class"}, ANSWER),
    ("a list", {"List-Id": "<x.example.org>"}, LIST),
    ("a newsletter", {"List-Unsubscribe": "<https://x.example>"}, LIST),
    ("a list of old", {"X-Mailing-List": "x"}, LIST),
    ("a list's owner as path", of(ADA, "owner-x@example.org"), LIST),
    ("a list's robot", of("listserv@example.org"), LIST),
    ("null sender", {"Return-Path": "<>"}, BOUNCE),
    ("null sender with a blank", {"Return-Path": "< >"}, BOUNCE),
    ("a postmaster", of("postmaster@example.org"), BOUNCE),
    ("a daemon", of("Mail Delivery Subsystem <MAILER-DAEMON@example.org>"), BOUNCE),
    ("a path for bounces", of(ADA, "bounces+123-x@example.org"), BOUNCE),
    ("a list's path for bounces", of(ADA, "x-bounces@example.org"), BOUNCE),
    ("a report", {"Content-Type": "multipart/report; report-type=delivery-status; boundary=b"}, BOUNCE),
    ("a bare delivery status", {"Content-Type": "message/delivery-status"}, BOUNCE),
    ("a complaint", {"Content-Type": "message/feedback-report"}, BOUNCE),
    ("noreply", of("noreply@example.org"), NO_REPLY),
    ("no-reply with a name", of("pagopa-no-reply@example.org"), NO_REPLY),
    ("do not reply", of("Do.Not.Reply@example.org"), NO_REPLY),
    ("in Italian", of("non-rispondere@example.org"), NO_REPLY),
    ("a person called so", of("noreplyson@example.org"), ANSWER),
    ("ourselves", of("Sportello@Comune.Example.IT"), OURS),
    ("ourselves under another name", of("multe@comune.example.it"), OURS),
    ("ourselves as sender of another's mail", {"Sender": "sportello@comune.example.it"}, OURS),
    ("a colleague", of("vigili@comune.example.it"), ANSWER),
    ("our mark", {"X-Sportello-Loop": "comune.example.it"}, LOOP),
    ("another counter's mark", {"X-Sportello-Loop": "altro.example.it"}, LOOP),
    ("an old mark with our address", {"X-Loop": "sportello@comune.example.it"}, LOOP),
    ("an old mark of others", {"X-Loop": "x@example.org"}, ANSWER),
    ("an envelope of PEC", {"X-Trasporto": "posta-certificata"}, CERTIFIED),
    ("a receipt of PEC", {"X-Ricevuta": "avvenuta-consegna"}, CERTIFIED),
    (
        "several rules at once",
        {"Return-Path": "<>", "List-Id": "<x>", "Auto-Submitted": "auto-replied"},
        BOUNCE,
    ),
]


@pytest.mark.parametrize(("label", "fields", "silence"), VERDICTS, ids=[case[0] for case in VERDICTS])
def test_verdicts(label, fields, silence):
    if "boundary=b" in str(fields.get("Content-Type")):
        raw = mixed(text("x"), boundary="b", fields=fields)
    else:
        raw = mail("Targa AB123CD", fields)
    letter = parse_mail(raw, BOUNDS, ME)
    assert letter.silence is silence, label
    assert letter.answerable is (silence is ANSWER)
    assert bool(letter.detail) is not letter.answerable


SENDERS = [
    ("name and address", "Ada Rossi <ada@example.org>", ADA),
    ("address alone", "ada@example.org", ADA),
    ("capitals", "ADA@Example.ORG", ADA),
    ("a name in quotes", '"Rossi, Ada" <ada@example.org>', ADA),
    ("a name with a comma, not in quotes", "Rossi, Ada <ada@example.org>", ADA),
    ("a name in words", "=?utf-8?Q?Ad=C3=A0?= <ada@example.org>", ADA),
    ("a name of 8 bits", "Adà <ada@example.org>", ADA),
    ("a name that looks like an address", '"sindaco@comune.example.it" <ada@example.org>', ADA),
    ("a comment", "ada@example.org (Ada Rossi)", ADA),
    ("the same twice", "Ada <ada@example.org>, A <ADA@example.org>", ADA),
    ("two people", "Ada <ada@example.org>, Bea <bea@example.org>", ""),
    ("two fields", ["ada@example.org", "ada@example.org"], ""),
    ("none", [], ""),
    ("empty", "", ""),
    ("a name alone", "Ada Rossi", ""),
    ("an empty address", "Ada <>", ""),
    ("no domain", "Ada <ada>", ""),
    ("a group", "undisclosed-recipients:;", ""),
    ("a way through others", "<@x.example,@y.example:ada@example.org>", ""),
    ("a line's end in it", "<ada@example.org\n bcc:x@example.org>", ""),
    ("a domain of other letters", "ada@università.example", "ada@xn--universit-y1a.example"),
    ("a name before @ of other letters", "adà@example.org", ""),
    ("plus and dots", "ada.rossi+multe@example.org", "ada.rossi+multe@example.org"),
    ("dots in a row", "ada..rossi@example.org", ""),
    ("long beyond reason", f"{'a' * 65}@example.org", ""),
    ("brackets without end", "<" * 5000 + "ada@example.org", ""),
]


@pytest.mark.parametrize(("label", "sender", "address"), SENDERS, ids=[case[0] for case in SENDERS])
def test_senders(label, sender, address):
    letter = parse_mail(mail("x", {"From": sender}), BOUNDS, ME)
    assert letter.sender == address, label
    assert letter.silence is (ANSWER if address else NO_SENDER)


SAME = mail("Sì")
TWINS = [
    ("the same bytes", SAME, True),
    ("other line ends", mail("Sì", end="\n"), True),
    ("a server's marks", b"X-UID: 7\r\nStatus: RO\r\n" + SAME, True),
    ("folded otherwise", mail("Sì", {"Date": "Mon, 23 Nov 2026\n 09:15:00 +0100"}), True),
    ("another way here", b"Received: by x\r\n" + SAME, True),
    ("an empty line more at its end", SAME + b"\r\n", True),
    ("another text under the same id", mail("No"), False),
    ("another sender under the same id", mail("Sì", {"From": "bea@example.org"}), False),
    ("another subject under the same id", mail("Sì", {"Subject": "Altro"}), False),
    ("another day under the same id", mail("Sì", {"Date": "Tue, 24 Nov 2026 09:15:00 +0100"}), False),
    ("another id", mail("Sì", {"Message-ID": "<a2@example.org>"}), False),
]


@pytest.mark.parametrize(("label", "raw", "same"), TWINS, ids=[case[0] for case in TWINS])
def test_the_same_mail_is_known_again(label, raw, same):
    first, second = parse_mail(SAME, BOUNDS, ME), parse_mail(raw, BOUNDS, ME)
    assert (first.external_id == second.external_id) is same, label


def test_without_an_id_its_way_tells_one_mail_from_the_next():
    first, again, second = (
        parse_mail(mail("Sì", {"Received": way}, without=["Message-ID"]), BOUNDS, ME).external_id
        for way in ("by mx id 1", "by mx id 1", "by mx id 2")
    )
    assert first == again
    assert first != second
