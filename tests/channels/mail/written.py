"""A part of ours, and the mail that leaves for it as a reader that we did not write understands it."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from email import message_from_bytes, policy

from bot.message import File, Part
from channels.mail.writing import write_mail
from tests.channels.mail.letters import ADA, ME

AT = datetime(2026, 11, 23, 9, 15, tzinfo=timezone(timedelta(hours=1)))
ASKED = {"message_id": "<a1@example.org>", "subject": "Multa"}
PART = Part("5-0", "mail", ADA, "Oggi deve 29,40.", context=ASKED)
PDF = File("ricevuta.pdf", "application/pdf", b"%PDF-1 \x00\xff" * 100)


def written(part=PART, me=ME, **changes):
    """The mail of a part, read back, without a fault in it and without a line that a relay may not carry."""
    raw = write_mail(replace(part, **changes), me, AT)
    lines = raw.split(b"\r\n")
    assert not any(b"\r" in line or b"\n" in line for line in lines)
    assert max(map(len, lines)) <= 998
    assert all(byte < 128 for byte in raw)
    read = message_from_bytes(raw, policy=policy.default)
    assert [defect for each in read.walk() for defect in each.defects] == []
    assert [each.defects for each in read.values() if each.defects] == []
    return read


def body(read):
    return read.get_body(("plain",))
