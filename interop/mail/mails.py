"""Mails as citizens' programs write them, byte by byte."""

from itertools import count

_NUMBERS = count(1)


def mail(sender: str, subject: str, body: str | bytes = "Buongiorno.", **fields: str) -> bytes:
    """Write a mail; `fields` come with underscores for hyphens, None takes a usual one away."""
    usual = {
        "From": f"Ada Rossi <{sender}>",
        "Subject": subject,
        "Message-ID": f"<{next(_NUMBERS)}.made-up@example.org>",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        **{name.replace("_", "-"): value for name, value in fields.items()},
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in usual.items())
    content = body.encode() if isinstance(body, str) else body
    return head.encode() + b"\r\n" + content.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n") + b"\r\n"


def fine(sender: str, **fields: str) -> bytes:
    """Ask what a fine costs: its number stands in the subject alone."""
    told = "Buongiorno,\nvorrei pagarla. La targa è AB123CD, la data il 3 febbraio 2026.\n\nAda Rossi"
    return mail(sender, "Multa V12345/2026", told, **fields)


def hours(sender: str, **fields: str) -> bytes:
    """Ask when an office is open: answered at once."""
    return mail(sender, "Orari anagrafe", "Quando siete aperti?", **fields)
