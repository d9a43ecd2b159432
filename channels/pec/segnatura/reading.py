"""A file that came with a PEC becomes what another office's register says, in three generations of the norm.

1. 2001, circular AIPA 28: a DTD and no namespace.
2. 2013, circular AgID 60: the same words in a namespace.
3. 2021, Annex 6 of the AgID guidelines (det. 371/2021): schema 3.0.0, of which the root is met in the
   namespace of the documents and in that of PEC alike.

Names decide; namespaces only tell the generation.
"""

import base64
import re
from collections.abc import Iterator
from datetime import date
from itertools import islice

from channels.mail.headers import one_line
from channels.pec.segnatura.foreign import Foreign, Generation, Identifier, Listed, What
from channels.pec.xml import Element, read_xml

_ROOTS = {"SegnaturaInformatica": What.SEGNATURA, **{what.value: what for what in What}}
_MOST_DOCUMENTS = 500
_LONGEST = 4000  # characters of one text: more than any register keeps of a subject
_DAY = re.compile(
    r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)|(?P<d2>\d\d?)[/.-](?P<m2>\d\d?)[/.-](?P<y2>\d{4})", re.ASCII
)
_HEXADECIMAL = re.compile(r"[0-9A-Fa-f]+", re.ASCII)
_LENGTHS = {"sha1": 20, "sha224": 28, "sha256": 32, "sha384": 48, "sha512": 64}


def read_segnatura(data: bytes) -> Foreign | None:
    """What is in the file; None if it is no message between registers, or cannot be read.

    Never raises. What is missing is empty, what is more is passed over: nobody's schema is held against them,
    and of a file that breaks off what came before counts.
    """
    root = read_xml(data).root
    what = _ROOTS.get(root.name)
    if what is None:
        return None
    generation = _generation(root)
    if what is What.SEGNATURA:
        return _letter(root, generation)
    return Foreign(
        what,
        generation,
        _identifier(root.find("Identificatore")),
        about=_about(root.find("MessaggioRicevuto")),
        subject=_text(root, "MessaggioRicevuto", "DescrizioneMessaggio"),
        reason=_text(root, "Motivo"),
        sealed=_sealed(root),
    )


def _letter(root: Element, generation: Generation) -> Foreign:
    heading, description = root.find("Intestazione"), root.find("Descrizione")
    newest = generation is Generation.ANNEX_6
    return Foreign(
        What.SEGNATURA,
        generation,
        _identifier(heading.find("Identificatore")),
        about=_about(root.find("Riferimenti")) or _about(root.find("Riferimenti", "Messaggio")),
        subject=_text(heading, "Oggetto"),
        sender=_name(description.find("Mittente") if newest else heading.find("Origine", "Mittente")),
        confirm=_asked(description) if newest else _asked_of_old(heading),
        primary=_primary(description),
        attachments=tuple(_listed(each) for each in islice(_attached(description), _MOST_DOCUMENTS)),
        sealed=_sealed(root),
    )


def _generation(root: Element) -> Generation:
    space = root.namespace.lower()
    if root.name == "SegnaturaInformatica" or "agid.gov.it" in space:
        return Generation.ANNEX_6
    return Generation.CIRCULAR_60 if space else Generation.CIRCULAR_28


def _identifier(element: Element) -> Identifier:
    return Identifier(
        _text(element, "CodiceAmministrazione"),
        _text(element, "CodiceAOO"),
        _text(element, "CodiceRegistro"),
        _text(element, "NumeroRegistrazione"),
        _day(_text(element, "DataRegistrazione")),
    )


def _about(element: Element) -> Identifier | None:
    own = element.find("Identificatore")
    return _identifier(own) if own.name else None


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


def _name(sender: Element) -> str:
    """The sender as a person would call them: an administration at home or abroad, a body, a person."""
    for kind in ("Amministrazione", "AmministrazioneEstera", "PersonaGiuridica"):
        name = _text(sender, kind, "DenominazioneAmministrazione") or _text(sender, kind, "Denominazione")
        if name:
            return name
    names = (_text(sender, "PersonaFisica", "Nome"), _text(sender, "PersonaFisica", "Cognome"))
    return " ".join(name for name in names if name) or _text(sender, "AOO", "Denominazione")


def _asked(description: Element) -> bool:
    """Annex 6: the attribute is true where it is not written."""
    return any(
        _attribute(each, "confermaRicezione").lower() not in {"false", "0", "no"}
        for each in description.all("Destinatario")
    )


def _asked_of_old(heading: Element) -> bool:
    """The circulars: the attribute is "no" where it is not written."""
    return any(
        _attribute(each, "confermaRicezione").lower() in {"si", "sì", "true", "1"}
        for name in ("Destinazione", "PerConoscenza")
        for each in heading.all(name)
    )


def _primary(description: Element) -> Listed | None:
    for name in ("DocumentoPrimario", "Documento"):
        found = description.find(name)
        if found.name:
            return _listed(found)
    return None


def _attached(description: Element) -> Iterator[Element]:
    yield from description.all("Allegato")
    yield from _in_folders(description.find("Allegati"))


def _in_folders(folder: Element) -> Iterator[Element]:
    """The documents of the circulars, in folders within folders; one with `rife` only points to another."""
    for each in folder.children:
        if each.name == "Documento" and not _attribute(each, "rife"):
            yield each
        elif each.name == "Fascicolo":
            yield from _in_folders(each)


def _listed(element: Element) -> Listed:
    algorithm, digest = _digest(element.find("Impronta"))
    return Listed(
        _attribute(element, "nomeFile") or _attribute(element, "nome"),
        _attribute(element, "mimeType") or _attribute(element, "tipoMIME"),
        _text(element, "Descrizione") or _text(element, "TitoloDocumento") or _text(element, "Oggetto"),
        algorithm,
        digest,
    )


def _digest(element: Element) -> tuple[str, str]:
    """The algorithm by Python's name, the digest in hexadecimal; empty if there is none that we can compute.

    The norm writes base64; hexadecimal is met too, and is told by its length.
    """
    algorithm = (_attribute(element, "algoritmo") or "SHA-256").rpartition("#")[2].lower().replace("-", "")
    length = _LENGTHS.get(algorithm)
    text = _text(element).replace(" ", "")
    if length is None:
        return "", ""
    if len(text) == 2 * length and _HEXADECIMAL.fullmatch(text):
        return algorithm, text.lower()
    try:
        digest = base64.b64decode(text, validate=True)
    except ValueError:  # no base64
        return "", ""
    return (algorithm, digest.hex()) if len(digest) == length else ("", "")


def _sealed(root: Element) -> bool:
    return bool(root.find("Signature").name)


def _text(element: Element, *path: str) -> str:
    return element.find(*path).text[:_LONGEST]


def _attribute(element: Element, name: str) -> str:
    return one_line(element.attributes.get(name, ""))[:_LONGEST]
