"""daticert.xml: what a provider certifies, for machines (RFC 6109 section 4.4)."""

import re
from dataclasses import dataclass
from datetime import datetime
from html import escape

# What XML 1.0 has no way to write.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DOCTYPE = '<!DOCTYPE postacert SYSTEM "http://gestore.example/daticert.dtd">\n'


@dataclass(frozen=True, slots=True)
class Daticert:
    """What is certified; the norm's words stand in the values, its element names only in `xml`.

    `recipients` are pairs of an address and whether it is certified. `reference` is the client's
    Message-ID with its angle brackets; `about` the one recipient that a receipt speaks of, `received` those
    that a provider took charge of. An empty text leaves its element out; `replies` is written even so.
    """

    kind: str
    sender: str
    recipients: tuple[tuple[str, bool], ...]
    subject: str
    provider: str
    at: datetime
    identifier: str
    replies: str = ""
    error: str = "nessuno"
    reference: str = ""
    receipt: str = ""
    about: str = ""
    received: tuple[str, ...] = ()
    explained: str = ""

    def xml(self, *, doctype: bool = False) -> bytes:
        """Write it, in UTF-8; `doctype` puts a document type before it, which a reader has to survive."""
        head = '<?xml version="1.0" encoding="UTF-8"?>\n' + (_DOCTYPE if doctype else "")
        root = f'<postacert tipo="{_safe(self.kind)}" errore="{_safe(self.error)}">\n'
        lines = (
            "  <intestazione>",
            *self._heading(),
            "  </intestazione>",
            "  <dati>",
            *self._data(),
            "  </dati>",
        )
        return (head + root + "\n".join(lines) + "\n</postacert>\n").encode()

    def _heading(self) -> list[str]:
        recipients = [
            f'    <destinatari tipo="{"certificato" if certified else "esterno"}">{_safe(each)}</destinatari>'
            for each, certified in self.recipients
        ]
        sender, replies = _element("mittente", self.sender), f"    <risposte>{_safe(self.replies)}</risposte>"
        return [*sender, *recipients, replies, *_element("oggetto", self.subject)]

    def _data(self) -> list[str]:
        return [
            *_element("gestore-emittente", self.provider),
            f'    <data zona="{self.at:%z}">',
            f"      <giorno>{self.at:%d/%m/%Y}</giorno>",
            f"      <ora>{self.at:%H:%M:%S}</ora>",
            "    </data>",
            *_element("identificativo", self.identifier),
            *_element("msgid", self.reference),
            *([f'    <ricevuta tipo="{_safe(self.receipt)}"/>'] if self.receipt else []),
            *_element("consegna", self.about),
            *(line for each in self.received for line in _element("ricezione", each)),
            *_element("errore-esteso", self.explained),
        ]


def _element(name: str, text: str) -> list[str]:
    return [f"    <{name}>{_safe(text)}</{name}>"] if text else []


def _safe(text: str) -> str:
    return escape(_UNWRITABLE.sub("\ufffd", text))
