"""A file that came with a PEC becomes what another office's register says, in three generations of the norm.

1. 2001, circular AIPA 28: a DTD and no namespace.
2. 2013, circular AgID 60: the same words in a namespace.
3. 2021, Annex 6 of the AgID guidelines (det. 371/2021): schema 3.0.0, of which the root is met in the
   namespace of the documents and in that of PEC alike.

Names decide; namespaces only tell the generation.
"""

import base64
import binascii
import re
from collections.abc import Iterator
from datetime import date
from itertools import islice

from channels.pec.segnatura.foreign import Foreign, Generation, Identifier, Listed, What
from channels.pec.segnatura.tree import Node, parsed

_ROOTS = {"SegnaturaInformatica": What.SEGNATURA, **{what.value: what for what in What}}
_MOST_DOCUMENTS = 500
_DAY = re.compile(
    r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)|(?P<d2>\d\d?)[/.-](?P<m2>\d\d?)[/.-](?P<y2>\d{4})", re.ASCII
)
_LENGTHS = {"sha1": 20, "sha224": 28, "sha256": 32, "sha384": 48, "sha512": 64}


def read_segnatura(data: bytes) -> Foreign | None:
    """What is in the file; None if it is no message between registers, or cannot be read.

    Never raises. What is missing is empty, what is more is passed over: nobody's schema is held against them.
    """
    root = parsed(data)
    what = _ROOTS.get(root.name) if root else None
    if root is None or what is None:
        return None
    generation = _generation(root)
    if what is What.SEGNATURA:
        return _letter(root, generation)
    return Foreign(
        what,
        generation,
        _identifier(root.at("Identificatore")) or Identifier(),
        about=_identifier(root.at("MessaggioRicevuto", "Identificatore")),
        subject=root.text("MessaggioRicevuto", "DescrizioneMessaggio"),
        reason=root.text("Motivo"),
        sealed=_sealed(root),
    )


def _letter(root: Node, generation: Generation) -> Foreign:
    newest = generation is Generation.ANNEX_6
    primary, attachments = _documents(root)
    return Foreign(
        What.SEGNATURA,
        generation,
        _identifier(root.at("Intestazione", "Identificatore")) or Identifier(),
        subject=root.text("Intestazione", "Oggetto"),
        sender=_name(root.at("Descrizione", "Mittente") or root.at("Intestazione", "Origine", "Mittente")),
        confirm=_asked(root) if newest else _asked_of_old(root),
        primary=primary,
        attachments=attachments,
        sealed=_sealed(root),
    )


def _generation(root: Node) -> Generation:
    space = root.namespace.lower()
    if root.name == "SegnaturaInformatica" or "agid.gov.it" in space or root.attribute("versione") == "3.0.0":
        return Generation.ANNEX_6
    return Generation.CIRCULAR_60 if space else Generation.CIRCULAR_28


def _identifier(node: Node | None) -> Identifier | None:
    if node is None:
        return None
    return Identifier(
        node.text("CodiceAmministrazione"),
        node.text("CodiceAOO"),
        node.text("CodiceRegistro"),
        node.text("NumeroRegistrazione"),
        _day(node.text("DataRegistrazione")),
    )


def _day(text: str) -> date | None:
    """ISO 8601 as the norm has it, with or without a zone; also day/month/year, as older registers write."""
    found = _DAY.match(text)
    if found is None:
        return None
    year, month, day = (found[name] or found[f"{name}2"] for name in "ymd")
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _name(sender: Node | None) -> str:
    """The sender as a person would call them: an administration at home or abroad, a body, a person."""
    if sender is None:
        return ""
    for kind in ("Amministrazione", "AmministrazioneEstera", "PersonaGiuridica"):
        name = sender.text(kind, "DenominazioneAmministrazione") or sender.text(kind, "Denominazione")
        if name:
            return name
    names = (sender.text("PersonaFisica", "Nome"), sender.text("PersonaFisica", "Cognome"))
    return " ".join(name for name in names if name) or sender.text("AOO", "Denominazione")


def _asked(root: Node) -> bool:
    """Annex 6: the attribute is true where it is not written."""
    description = root.at("Descrizione")
    return description is not None and any(
        each.attribute("confermaRicezione").lower() not in {"false", "0", "no"}
        for each in description.children("Destinatario")
    )


def _asked_of_old(root: Node) -> bool:
    """The circulars: the attribute is "no" where it is not written."""
    heading = root.at("Intestazione")
    return heading is not None and any(
        each.attribute("confermaRicezione").lower() in {"si", "sì", "true", "1"}
        for each in heading.children("Destinazione", "PerConoscenza")
    )


def _documents(root: Node) -> tuple[Listed | None, tuple[Listed, ...]]:
    description = root.at("Descrizione")
    if description is None:
        return None, ()
    primary = description.at("DocumentoPrimario") or description.at("Documento")
    rest = islice(_attached(description), _MOST_DOCUMENTS)
    return (_listed(primary) if primary else None), tuple(_listed(each) for each in rest)


def _attached(description: Node) -> Iterator[Node]:
    yield from description.children("Allegato")
    for group in description.children("Allegati"):
        # documents stand in folders within folders; one with `rife` only points to another
        yield from (each for each in group.below("Documento") if not each.attribute("rife"))


def _listed(node: Node) -> Listed:
    algorithm, digest = _digest(node.at("Impronta"))
    return Listed(
        node.attribute("nomeFile") or node.attribute("nome"),
        node.attribute("mimeType") or node.attribute("tipoMIME"),
        node.text("Descrizione") or node.text("TitoloDocumento") or node.text("Oggetto"),
        algorithm,
        digest,
    )


def _digest(node: Node | None) -> tuple[str, str]:
    """The algorithm by Python's name, the digest in hexadecimal; empty if there is none that we can compute.

    The norm writes base64; hexadecimal is met too, and is told by its length.
    """
    if node is None:
        return "", ""
    algorithm = (node.attribute("algoritmo") or "SHA-256").rpartition("#")[2].lower().replace("-", "")
    text = node.text().replace(" ", "")
    length = _LENGTHS.get(algorithm, 0)
    if re.fullmatch(rf"[0-9A-Fa-f]{{{2 * length}}}", text) and length:
        return algorithm, text.lower()
    try:
        digest = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return "", ""
    return (algorithm, digest.hex()) if length and len(digest) == length else ("", "")


def _sealed(root: Node) -> bool:
    return next(root.below("Signature"), None) is not None
