"""Made-up seals, letters and other offices' files for the tests of Segnatura.xml."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from lxml import etree

from channels.pec.segnatura import Document, Recipient, Segnatura, Signer
from tests.channels.pec.authority import NOW, Authority, Provider, rsa_key

PASSWORD = "aperto"
SPECS = Path(__file__).parents[3].parent / "shared" / "domain" / "specs" / "protocollo-agid"
CA = Authority("Autorità di prova dei sigilli", "seal authority", domains=())


def comune(**differently):
    """The municipality's certificate."""
    return Provider(CA, **{"key": rsa_key("seal"), "addresses": (), "for_mail": False, **differently})


def pkcs(provider, *, certificate=None, key=None, password=PASSWORD):
    """A PKCS#12 file as an authority hands it out: key, certificate, the authority's certificate."""
    lock = BestAvailableEncryption(password.encode())
    return pkcs12.serialize_key_and_certificates(
        b"sigillo", key or provider.key, certificate or provider.certificate, [CA.certificate], lock
    )


@cache
def signer(curve=None):
    key = rsa_key("seal") if curve is None else ec.generate_private_key(curve)
    return Signer.load(pkcs(comune(key=key)), PASSWORD, NOW)


def letter(**differently):
    facts = {
        "administration": "c_z999",
        "area": "AOO1",
        "register": "REG1",
        "number": 456,
        "registered_on": date(2026, 11, 23),
        "subject": "Risposta alla richiesta di rateizzazione",
        "sender": "Comune di Borgo Esempio",
        "recipients": (Recipient("ada@pec.example"),),
        "primary": Document("risposta.pdf", "application/pdf", "0f" * 32),
        "sender_address": "comune@pec.example",
    }
    return Segnatura(**{**facts, **differently})


def schema(name):
    """A schema of the norm, where it is at hand."""
    path = SPECS / name
    if not path.exists():
        pytest.skip(f"the norm's own {path.name} is not at hand")
    if path.suffix == ".dtd":
        return etree.DTD(str(path))
    return etree.XMLSchema(etree.parse(path))


OLD = """<Segnatura{namespace} versione="{version}" xml:lang="it">
<Intestazione>
 <Identificatore><CodiceAmministrazione>r_zz</CodiceAmministrazione><CodiceAOO>AOO_GE</CodiceAOO>
  <CodiceRegistro>PG</CodiceRegistro><NumeroRegistrazione>0001234</NumeroRegistrazione>
  <DataRegistrazione>2026-11-20</DataRegistrazione></Identificatore>
 <Origine><IndirizzoTelematico tipo="smtp">regione@pec.example</IndirizzoTelematico>
  <Mittente><Amministrazione><Denominazione>Regione Esempio</Denominazione>
   <CodiceAmministrazione>r_zz</CodiceAmministrazione>
   <UnitaOrganizzativa><Denominazione>Ufficio protocollo</Denominazione>
   <IndirizzoPostale><Denominazione>Via di Prova 1</Denominazione></IndirizzoPostale></UnitaOrganizzativa>
   </Amministrazione><AOO><Denominazione>Giunta</Denominazione><CodiceAOO>AOO_GE</CodiceAOO></AOO></Mittente>
 </Origine>
 <Destinazione{confirm}><IndirizzoTelematico tipo="smtp">comune@pec.example</IndirizzoTelematico></Destinazione>
 <Oggetto>Parere su “viabilità”
   &amp; sosta</Oggetto>
</Intestazione>
<Descrizione>
 <Documento nome="parere.pdf.p7m" tipoMIME="application/pkcs7-mime"><TitoloDocumento>Parere</TitoloDocumento></Documento>
 <Allegati>
  <Documento nome="mappa.png" tipoMIME="image/png"><CollocazioneTelematica>http://esempio.example/m</CollocazioneTelematica><Impronta algoritmo="SHA-256" codifica="base64">AQIDAQIDAQIDAQIDAQIDAQIDAQIDAQIDAQIDAQIDAQI=</Impronta></Documento>
  <Fascicolo><Oggetto>Allegati tecnici</Oggetto><Documento id="d1" nome="tavola.pdf"/><Documento rife="d1"/></Fascicolo>
 </Allegati>
</Descrizione>
</Segnatura>"""  # noqa: E501 - as registers write it


def old(*, namespace="", version="aaaa-mm-gg", confirm=' confermaRicezione="si"'):
    """A Segnatura of the circulars of 2001 and of 2013, which have the same words."""
    return OLD.format(namespace=namespace, version=version, confirm=confirm)
