"""The facts of a letter become `Segnatura.xml` as AgID's Annex 6 has it (schema 3.0.0), under our seal."""

import re
from base64 import b64encode
from datetime import datetime

from lxml import etree

from channels.pec.segnatura.facts import Document, Heading, Recipient, Segnatura
from channels.pec.segnatura.signer import Signer
from channels.pec.segnatura.xades import seal

_PROT = "http://www.agid.gov.it/protocollo/"
# what XML 1.0 cannot hold, and the breaks and tabs that have no place in one line
_UNWRITABLE = re.compile("[\x00-\x20\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")


def write_segnatura(facts: Segnatura, signer: Signer | None, at: datetime) -> bytes:
    """The whole file, in UTF-8; `at` (aware) is when it is sealed.

    The same facts, signer and second give the same bytes. Without a signer the file has no Signature, which
    the norm requires (Annex 6, 2.1.3): it is for the sandbox. Whether the signer is valid `at` that time is
    the caller's question (`Signer.valid_at`).
    """
    root = etree.Element(_prot("SegnaturaInformatica"), nsmap={"prot": _PROT})
    root.set(_prot("versione"), "3.0.0")
    root.set(_prot("lang"), "it")
    _heading(_under(root, "Intestazione"), facts)
    _description(_under(root, "Descrizione"), facts)
    if signer is not None:
        seal(root, signer, at)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def _heading(parent: etree._Element, facts: Segnatura) -> None:
    own = _under(parent, "Identificatore")
    _say(own, "CodiceAmministrazione", facts.administration)
    _say(own, "CodiceAOO", facts.area)
    _say(own, "CodiceRegistro", facts.register)
    _say(own, "NumeroRegistrazione", f"{facts.number:07d}")
    _say(own, "DataRegistrazione", facts.registered_on.isoformat())
    _say(parent, "Oggetto", facts.subject)
    _filed(_under(parent, "Classifica"), facts.heading)


def _filed(parent: etree._Element, heading: Heading) -> None:
    _say(parent, "Denominazione", heading.name)
    _say(parent, "CodiceFlat", heading.code)


def _description(parent: etree._Element, facts: Segnatura) -> None:
    _sender(_under(parent, "Mittente"), facts)
    for each in facts.recipients:
        place = _under(parent, "Destinatario")
        # the schema's default is "true": silence would ask every citizen for a confirmation
        place.set(_prot("confermaRicezione"), "true" if facts.confirm else "false")
        _recipient(place, each)
    _document(parent, "DocumentoPrimario", facts.primary)
    for document in facts.attachments:
        _document(parent, "Allegato", document)


def _sender(parent: etree._Element, facts: Segnatura) -> None:
    office = _under(parent, "Amministrazione")
    _say(office, "DenominazioneAmministrazione", facts.sender)
    _say(office, "CodiceIPAAmministrazione", facts.administration)
    _say(office, "CodiceIPAAOO", facts.area)
    _reach(office, "ContattiAOO", facts.sender_address)


def _recipient(parent: etree._Element, recipient: Recipient) -> None:
    if recipient.administration:
        office = _under(parent, "Amministrazione")
        _say(office, "DenominazioneAmministrazione", recipient.name or recipient.administration)
        _say(office, "CodiceIPAAmministrazione", recipient.administration)
        _reach(office, "ContattiAmministrazione", recipient.address)
    elif recipient.family_name:
        person = _under(parent, "PersonaFisica")
        _say(person, "Nome", recipient.name)
        _say(person, "Cognome", recipient.family_name)
        _reach(person, "Contatti", recipient.address)
    else:
        body = _under(parent, "PersonaGiuridica")
        _say(body, "Denominazione", recipient.name or recipient.address)
        _reach(body, "ContattiPersonaGiuridica", recipient.address)


def _reach(parent: etree._Element, name: str, address: str) -> None:
    if address:
        place = _under(parent, name)
        _say(place, "IndirizzoTelematico", address).set(_prot("tipo"), "smtp")


def _document(parent: etree._Element, name: str, document: Document) -> None:
    own = _under(parent, name)
    own.set(_prot("nomeFile"), _writable(document.name))
    own.set(_prot("mimeType"), _writable(document.media_type))
    if document.description:
        _say(own, "Descrizione", document.description)
    digest = b64encode(bytes.fromhex(document.sha256)).decode("ascii")
    _say(own, "Impronta", digest).set(_prot("algoritmo"), "SHA-256")


def _under(parent: etree._Element, name: str) -> etree._Element:
    return etree.SubElement(parent, _prot(name))


def _say(parent: etree._Element, name: str, text: str) -> etree._Element:
    own = _under(parent, name)
    own.text = _writable(text)
    return own


def _writable(text: str) -> str:
    return _UNWRITABLE.sub(" ", text).strip()


def _prot(name: str) -> str:
    """Elements and attributes alike: the schema has `attributeFormDefault="qualified"`."""
    return f"{{{_PROT}}}{name}"
