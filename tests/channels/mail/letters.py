"""Made-up mails, byte by byte: nothing of the code under test helps to write them."""

from base64 import b64encode

from channels.mail.mailbox import Bounds, Mailbox

ADA = "ada@example.org"
ME = Mailbox("sportello@comune.example.it", "Sportello di Portoreale", ("multe@comune.example.it",))
BOUNDS = Bounds()
HTML = {"Content-Type": "text/html; charset=utf-8"}

USUAL = {
    "Return-Path": f"<{ADA}>",
    "From": f"Ada Rossi <{ADA}>",
    "To": "sportello@comune.example.it",
    "Subject": "Multa",
    "Date": "Mon, 23 Nov 2026 09:15:00 +0100",
    "Message-ID": "<a1@example.org>",
    "MIME-Version": "1.0",
}


def mail(body="Targa AB123CD", fields=None, *, without=(), end="\r\n"):
    """Write a mail; a field that is a list comes several times, text is written in UTF-8."""
    header = part(
        b"", {**{name: value for name, value in USUAL.items() if name not in without}, **(fields or {})}
    )
    raw = header + _bytes(body)
    return raw.replace(b"\r\n", b"\n").replace(b"\n", end.encode())


def part(body, fields=None):
    """Write a part, or a header alone."""
    lines = [
        name.encode() + b": " + _bytes(value) + b"\n"
        for name, values in (fields or {}).items()
        for value in (values if isinstance(values, list) else [values])
    ]
    return b"".join(lines) + b"\n" + _bytes(body)


def _bytes(text):
    return text.encode() if isinstance(text, str) else text


def multi(*parts, kind="mixed", boundary="=_b", end=True):
    """Put parts together; gives the fields and the body."""
    mark = boundary.encode()
    body = b"".join(b"--" + mark + b"\n" + each + b"\n" for each in parts) + (
        b"--" + mark + b"--\n" if end else b""
    )
    return {"Content-Type": f'multipart/{kind}; boundary="{boundary}"'}, body


def nested(*parts, **how):
    """The same, as a part of another."""
    fields, body = multi(*parts, **how)
    return part(body, fields)


def mixed(*parts, fields=None, **how):
    """A mail of several parts."""
    own, body = multi(*parts, **how)
    return mail(body, {**own, **(fields or {})})


def text(words, kind="plain", charset="utf-8", more=""):
    return part(words.encode(charset), {"Content-Type": f"text/{kind}; charset={charset}{more}"})


def coded(words, charset, encoding="8bit", label=None, kind="plain"):
    """A mail whose words are in a charset, labelled as it is or otherwise."""
    data = words if isinstance(words, bytes) else words.encode(charset)
    if encoding == "base64":
        data = b64encode(data)
    label = charset if label is None else label
    shown = f"text/{kind}; charset={label}" if label else f"text/{kind}"
    return mail(data, {"Content-Type": shown, "Content-Transfer-Encoding": encoding})


def file(content=b"%PDF-1", name="a.pdf", kind="application/pdf", shown="attachment", **more):
    """An attachment in base64; `name` may hold what a strange program writes."""
    fields = {
        "Content-Type": kind,
        "Content-Transfer-Encoding": "base64",
        "Content-Disposition": f'{shown}; filename="{name}"' if name else shown,
        **{key.replace("_", "-"): value for key, value in more.items()},
    }
    return part(b64encode(content), fields)
