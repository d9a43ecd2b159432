"""A town on a PEC network of two providers, and how its mails are looked at without the code under test."""

import subprocess
from datetime import timedelta
from email import message_from_bytes, policy
from itertools import count
from xml.etree import ElementTree as ET

from platforms.pec.authority import Authority, new_key
from platforms.pec.network import Network
from tests.clock import Ticker

ADA, COMUNE, BEA = "ada@pec.example.it", "comune@legal.example.it", "bea@legal.example.it"
OUTSIDE = "carlo@example.org"


class Town:
    """Ada has her mailbox with one provider, the municipality and Bea with another."""

    def __init__(self, keys=new_key):
        numbers = count(1)
        self.clock = Ticker()
        self.authority = Authority(self.clock, keys=keys)
        self.network = Network(self.authority, clock=self.clock, ids=lambda: f"{next(numbers):06}")
        self.first = self.network.join("gestore.example.it", domains=["pec.example.it"])
        self.second = self.network.join("legal.example.it")
        self.boxes = {each: self.network.open(each) for each in (ADA, COMUNE, BEA)}

    async def send(self, to=COMUNE, message=None, **how):
        recipients = to.split(", ")
        return await self.network.submit(ADA, recipients, message or letter(to), **how)

    def kinds(self, address):
        box = self.network.mailbox(address)
        return [each.kind for each in box.mails]

    def last(self, address):
        return self.network.mailbox(address).mails[-1].raw


def letter(to=COMUNE, body="Buongiorno.", number="1", sender=ADA, **fields):
    """Write a message; a field named Message_ID is Message-ID."""
    header = {
        "From": f"Ada Rossi <{sender}>",
        "To": to,
        "Subject": "Multa V1/2026",
        "Message-ID": f"<{number}@ada>",
    }
    header |= {name.replace("_", "-"): value for name, value in fields.items()}
    return "".join(f"{name}: {value}\r\n" for name, value in header.items() if value).encode() + (
        b"\r\n" + body.encode()
    )


def opened(raw):
    """Open an envelope with the standard library: the outer message, and its parts by name."""
    mail = message_from_bytes(raw, policy=policy.default)
    mixed = mail.get_payload(0)
    return mail, {part.get_filename() or part.get_content_type(): part for part in mixed.iter_parts()}


def daticert(raw):
    """Read daticert.xml."""
    return ET.fromstring(opened(raw)[1]["daticert.xml"].get_payload(decode=True))  # noqa: S314 - our own


def enclosed(raw):
    """Cut postacert.eml out of an envelope, byte for byte; it is the last part of what is signed."""
    _, _, rest = raw.partition(b'filename="postacert.eml"\r\n')
    inner = rest.partition(b"\r\n\r\n")[2]
    return inner.partition(b"\r\n----------")[0]


def openssl(raw, authority, folder, at):
    """Ask openssl about the signature: whether it holds, and what it said."""
    (folder / "ca.pem").write_bytes(authority.pem)
    (folder / "mail.eml").write_bytes(raw)
    trust = ["-CAfile", "ca.pem", "-no-CApath", "-no-CAstore", "-partial_chain", "-purpose", "smimesign"]
    moment = str(int((at + timedelta(seconds=1)).timestamp()))
    command = ["openssl", "cms", "-verify", "-in", "mail.eml", *trust, "-attime", moment, "-out", "signed"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603
    return done.returncode == 0, done.stderr
