"""The header and the text of a mail that we write, read back: subject, thread, manners, sender, recipient."""

from dataclasses import replace
from email import message_from_bytes
from email.header import decode_header, make_header

import pytest

from bot.bulk import SUBJECT
from bot.errors import SendRefused
from bot.message import Priority
from channels.mail.mailbox import Mailbox
from channels.mail.writing import write_mail
from tests.channels.mail.letters import ADA, ME
from tests.channels.mail.written import ASKED, AT, PART, written

SUBJECTS = [
    ("an answer", "Multa", "Re: Multa"),
    ("an answer to an answer", "Re: Multa", "Re: Multa"),
    ("an answer in Italian", "R: Multa", "Re: Multa"),
    ("answers upon answers", "R: RE: Rif: Re[2]: AW: Multa", "Re: Multa"),
    ("passed on", "Fwd: Multa", "Re: Fwd: Multa"),
    ("a word that begins so", "Reclamo: multa", "Re: Reclamo: multa"),
    ("accents", "perché è così", "Re: perché è così"),
    ("long, with accents", "perché è così " * 12, "Re: " + ("perché è così " * 12).strip()),
    ("long", "multa numero " * 15, "Re: " + ("multa numero " * 15).strip()),
    ("beyond reason", "x" * 900, "Re: " + "x" * 250),
    ("one word that fits in no line", "x" * 240, "Re: " + "x" * 240),
    ("what looks encoded", "=?utf-8?Q?=C3=A8?=", "Re: =?utf-8?Q?=C3=A8?="),
    ("pictures", "multa 👍🏽", "Re: multa 👍🏽"),
    ("another script", "违章停车", "Re: 违章停车"),
    ("two lines", "Multa\r\nBcc: bea@example.org", "Re: Multa Bcc: bea@example.org"),
    ("control characters", "Multa\x00\x1b\u202e", "Re: Multa"),
    ("none", "", "Re: Sportello di Portoreale"),
    ("only the mark of an answer", "Re:", "Re:"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "asked", "subject"), SUBJECTS, ids=[case[0] for case in SUBJECTS])
def test_subject(label, asked, subject):
    assert written(context={**ASKED, "subject": asked})["Subject"] == subject, label


def test_a_broadcast_is_headed_by_its_title_and_says_how_to_have_no_more():
    mail = written(context={SUBJECT: "Allerta: pioggia"}, priority=Priority.BULK)
    assert mail["Subject"] == "Allerta: pioggia"
    assert mail["List-Unsubscribe"] == f"<mailto:{ME.address}?subject=STOP>"
    assert mail["Auto-Submitted"] == "auto-generated"


def test_an_answer_is_no_list():
    assert written()["List-Unsubscribe"] is None


IDS = [f"<{number}-{'x' * 40}@example.org>" for number in range(40)]
THREADS = [
    ("the first answer", ASKED, "<a1@example.org>", "<a1@example.org>"),
    ("later in the thread", {**ASKED, "references": "<x@y> <z@y>"}, "<a1@example.org>",
     "<x@y> <z@y> <a1@example.org>"),
    ("its own id among the references", {**ASKED, "references": "<a1@example.org> <z@y>"}, "<a1@example.org>",
     "<z@y> <a1@example.org>"),
    ("a long thread", {**ASKED, "references": " ".join(IDS)}, "<a1@example.org>",
     " ".join([IDS[0], *IDS[28:], "<a1@example.org>"])),
    ("no thread", {}, None, None),
    ("no id but words", {"message_id": "a1\r\nBcc: bea@example.org"}, None, None),
    ("two ids in one", {"message_id": "<a@b>\r\n <c@d>"}, "<a@b>", "<a@b>"),
    ("an id with a line's end", {"message_id": "<a\r\n@b>"}, None, None),
    ("references that are none", {**ASKED, "references": "x\r\nBcc: y"}, "<a1@example.org>",
     "<a1@example.org>"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "context", "reply", "chain"), THREADS, ids=[case[0] for case in THREADS])
def test_thread(label, context, reply, chain):
    read = written(context=context)
    assert (read["In-Reply-To"], read["References"]) == (reply, chain), label
    assert len(read["References"] or "") < 998


MANNERS = [
    ("an answer", {}, "auto-replied", "Re: Multa"),
    ("a notice in the thread", {"priority": Priority.NOTICE}, "auto-generated", "Re: Multa"),
    ("a notice that opens a thread", {"priority": Priority.NOTICE, "context": {}}, "auto-generated", ME.name),
    ("bulk", {"priority": Priority.BULK, "context": {}}, "auto-generated", ME.name),
    ("an answer to who gave no id", {"context": {"subject": "Multa"}}, "auto-generated", "Re: Multa"),
]


@pytest.mark.parametrize(
    ("label", "changes", "submitted", "subject"), MANNERS, ids=[case[0] for case in MANNERS]
)
def test_manners(label, changes, submitted, subject):
    read = written(**changes)
    assert (read["Auto-Submitted"], read["Subject"]) == (submitted, subject), label
    assert read["X-Auto-Response-Suppress"] == "OOF, AutoReply"
    assert read["X-Sportello-Loop"] == "comune.example.it"
    assert read["Date"].datetime == AT
    assert (read["To"], read["MIME-Version"]) == (ADA, "1.0")


SENDERS = [
    ("a name", "Sportello di Portoreale", "Sportello di Portoreale"),
    ("accents", "Città di Forlì", "Città di Forlì"),
    ("a comma and quotes", 'Comune, "Sportello" \\ 1', 'Comune, "Sportello" \\ 1'),
    ("an address in it", "x <bea@example.org>", "x <bea@example.org>"),
    ("two lines", "x\r\nBcc: bea@example.org", "x Bcc: bea@example.org"),
    ("none", "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("label", "name", "shown"), SENDERS, ids=[case[0] for case in SENDERS])
def test_our_name(label, name, shown):
    (sender,) = written(me=Mailbox(ME.address, name))["From"].addresses
    assert (sender.display_name, sender.addr_spec) == (shown, ME.address), label


RECIPIENTS = [
    ("no address", "Ada"),
    ("empty", ""),
    ("two", "ada@example.org,bea@example.org"),
    ("two lines", "ada@example.org\r\nBcc: bea@example.org"),
    ("a name", "Ada <ada@example.org>"),
    ("letters that need SMTPUTF8", "adà@example.org"),
    ("a NUL", "ada@example.org\0"),
    ("long beyond reason", f"{'a' * 300}@example.org"),
]


@pytest.mark.parametrize(("label", "to"), RECIPIENTS, ids=[case[0] for case in RECIPIENTS])
def test_a_recipient_that_no_mail_reaches(label, to):
    with pytest.raises(SendRefused, match=r"^address:invalid$"):
        write_mail(replace(PART, to=to), ME, AT)
    assert label


def test_a_long_name_of_ours_comes_back_whole():
    name = "Sportello telematico polifunzionale della città metropolitana di Forlì e dintorni"
    raw = message_from_bytes(write_mail(PART, Mailbox(ME.address, name), AT))
    assert str(make_header(decode_header(raw["From"]))) == f"{name} <{ME.address}>"
