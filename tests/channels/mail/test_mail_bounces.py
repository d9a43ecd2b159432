"""Bounces: which mail of ours a report tells of, in the shapes that servers give it (RFC 3464, RFC 6522)."""

import pytest

from channels.mail.bounces import Bounce, read_bounce

OURS = "<7-0@comune.example.it>"
TEXT = "Content-Type: text/plain\n\nI'm sorry to have to inform you.\n"
WHOLE = f"Content-Type: message/rfc822\n\nFrom: sportello@comune.example.it\nMessage-ID: {OURS}\n\nEcco.\n"
HEAD = f"Content-Type: text/rfc822-headers\n\nFrom: sportello@comune.example.it\nMessage-ID: {OURS}\n"

LOST = Bounce(OURS, "5.1.1")


def status(action="failed", code="5.1.1", more=""):
    block = f"Final-Recipient: rfc822; anna@example.org\nAction: {action}\nStatus: {code}\n"
    return f"Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.org\n\n{block}{more}"


def report(*parts, kind="multipart/report; report-type=delivery-status"):
    head = f'From: MAILER-DAEMON@example.org\nMIME-Version: 1.0\nContent-Type: {kind}; boundary="b"\n\n'
    return (head + "".join(f"--b\n{part}\n" for part in parts) + "--b--\n").replace("\n", "\r\n").encode()


READ = {
    "with the whole mail": (report(TEXT, status(), WHOLE), LOST),
    "with its header alone": (report(TEXT, status(), HEAD), LOST),
    "a folded Message-ID": (report(TEXT, status(), HEAD.replace(" <7", "\n <7")), LOST),
    "a status with a remark": (report(TEXT, status(code="5.2.2 (full)"), WHOLE), Bounce(OURS, "5.2.2")),
    "without a status": (report(TEXT, status(code=""), WHOLE), Bounce(OURS, "")),
    "in capitals": (report(TEXT, status(action="FAILED"), WHOLE), LOST),
    "the second of two recipients": (
        report(TEXT, status("delivered", "2.0.0", "\nAction: failed\nStatus: 5.4.4\n"), WHOLE),
        Bounce(OURS, "5.4.4"),
    ),
    "for an address in UTF-8": (report(TEXT, status().replace("message/d", "message/global-d"), WHOLE), LOST),
    "cut at a million bytes": (report(TEXT, status(), WHOLE + "x" * 2_000_000), LOST),
    "only delayed": (report(TEXT, status("delayed", "4.4.1"), WHOLE), None),
    "delivered": (report(TEXT, status("delivered", "2.0.0"), WHOLE), None),
    "without the mail": (report(TEXT, status()), None),
    "with a mail without a Message-ID": (report(TEXT, status(), WHOLE.replace("Message-ID", "X-Id")), None),
    "without the report's own part": (report(TEXT, WHOLE), None),
    "not a report": (report(TEXT, status(), WHOLE, kind="multipart/mixed"), None),
    "a report that has no parts": (b"Content-Type: multipart/report\r\n\r\nnothing\r\n", None),
    "parts that are empty": (
        report("Content-Type: message/delivery-status\n", "Content-Type: message/rfc822\n"), None),
    "an unknown charset": (report(status(), HEAD.replace("headers", "headers; charset=klingon")), LOST),
    "an encoding that breaks": (
        report(status(), HEAD.replace("headers", "headers\nContent-Transfer-Encoding: base64")), None),
    "nothing": (b"", None),
    "no mail at all": (bytes(range(256)) * 10, None),
}  # fmt: skip


@pytest.mark.parametrize(("raw", "bounce"), READ.values(), ids=READ)
def test_a_report(raw, bounce):
    assert read_bounce(raw) == bounce
