"""How pagoPA's node is answered: the messages of a creditor, written."""

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum
from xml.sax.saxutils import escape

from platforms.pagopa.soap.envelope import NAMESPACE as SOAP
from platforms.pagopa.soap.requests import Operation
from platforms.pagopa.soap.schema import NAMESPACE

_ELEMENTS = {
    Operation.VERIFY: "paVerifyPaymentNoticeRes",
    Operation.ACTIVATE: "paGetPaymentRes",
    Operation.ACTIVATE_V2: "paGetPaymentV2Response",
    Operation.RECEIPT: "paSendRTRes",
    Operation.RECEIPT_V2: "paSendRTV2Response",
    Operation.DEMAND: "paDemandPaymentNoticeResponse",
}
_HEAD = f'<?xml version="1.0" encoding="UTF-8"?><soap:Envelope xmlns:soap="{SOAP}"><soap:Body>'
_TAIL = "</soap:Body></soap:Envelope>"
_NO_CHARACTER = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0 section 2.2
_LONGEST = 140  # characters of a text
_POSTE = slice(5, 10), "07601"  # where an IBAN names the bank, and how it names the post office's


class Fault(Enum):
    """Why not: a creditor's code, and pagoPA's words for it.

    Source: https://docs.pagopa.it/gestionedeglierrori/faultcode-e-faultstring/domino-ec; which operation
    gives which: https://docs.pagopa.it/gestionedeglierrori/ente-creditore/nodo-greater-than-ec.
    """

    MISSHAPEN = "PAA_SINTASSI_EXTRAXSD", "Errore di sintassi extra XSD"
    MEANINGLESS = "PAA_SEMANTICA", "Errore semantico"
    BROKEN = "PAA_SYSTEM_ERROR", "Errore generico"
    WRONG_CREDITOR = "PAA_ID_DOMINIO_ERRATO", "La PAA non corrisponde al Dominio indicato"
    WRONG_BROKER = "PAA_ID_INTERMEDIARIO_ERRATO", "Identificativo intermediario non corrispondente"
    WRONG_STATION = "PAA_STAZIONE_INT_ERRATA", "Stazione intermediario non corrispondente"
    UNKNOWN = "PAA_PAGAMENTO_SCONOSCIUTO", "Pagamento in attesa risulta sconosciuto all'Ente Creditore"
    PAID = "PAA_PAGAMENTO_DUPLICATO", "Pagamento in attesa risulta concluso all'Ente Creditore"
    EXPIRED = "PAA_PAGAMENTO_SCADUTO", "Pagamento in attesa risulta scaduto all'Ente Creditore"
    ANNULLED = "PAA_PAGAMENTO_ANNULLATO", "Pagamento in attesa risulta annullato all'Ente Creditore"
    IN_PROGRESS = "PAA_PAGAMENTO_IN_CORSO", "Pagamento in attesa risulta in corso all'Ente Creditore"

    def __init__(self, code: str, words: str) -> None:
        self.code = code
        self.words = words


@dataclass(frozen=True, slots=True)
class Creditor:
    """Who is paid: its fiscal code, its name, and the account that the money goes to."""

    fiscal_code: str
    name: str
    iban: str


@dataclass(frozen=True, slots=True)
class Owed:
    """What is asked for a notice now; `subject` (causale) holds no personal datum."""

    iuv: str
    amount_cents: int
    due_on: date
    subject: str
    category: str


def verified(creditor: Creditor, owed: Owed) -> bytes:
    """Say that a notice can be paid, and what it costs."""
    option = (
        f"<amount>{write_euros(owed.amount_cents)}</amount><options>EQ</options>"
        f"<dueDate>{owed.due_on}</dueDate><allCCP>{_at_the_post_office(creditor.iban)}</allCCP>"
    )
    return _answer(
        Operation.VERIFY,
        f"<outcome>OK</outcome>"
        f"<paymentList><paymentOptionDescription>{option}</paymentOptionDescription></paymentList>"
        f"<paymentDescription>{_written(owed.subject)}</paymentDescription>"
        f"<fiscalCodePA>{creditor.fiscal_code}</fiscalCodePA>"
        f"<companyName>{_written(creditor.name)}</companyName>",
    )


def activated(operation: Operation, creditor: Creditor, owed: Owed) -> bytes:
    """Say the same to who is about to pay, and where the money goes.

    The debtor is nobody: the specifications allow it where the creditor does not know him.
    """
    amount = write_euros(owed.amount_cents)
    debtor = (
        "<debtor><uniqueIdentifier><entityUniqueIdentifierType>F</entityUniqueIdentifierType>"
        "<entityUniqueIdentifierValue>ANONIMO</entityUniqueIdentifierValue></uniqueIdentifier>"
        "<fullName>ANONIMO</fullName></debtor>"
    )
    transfer = (
        f"<idTransfer>1</idTransfer><transferAmount>{amount}</transferAmount>"
        f"<fiscalCodePA>{creditor.fiscal_code}</fiscalCodePA><IBAN>{_written(creditor.iban)}</IBAN>"
        f"<remittanceInformation>{_written(remittance(owed))}</remittanceInformation>"
        f"<transferCategory>{_written(owed.category)}</transferCategory>"
    )
    return _answer(
        operation,
        f"<outcome>OK</outcome><data><creditorReferenceId>{owed.iuv}</creditorReferenceId>"
        f"<paymentAmount>{amount}</paymentAmount><dueDate>{owed.due_on}</dueDate>"
        f"<description>{_written(owed.subject)}</description>"
        f"<companyName>{_written(creditor.name)}</companyName>"
        f"{debtor}<transferList><transfer>{transfer}</transfer></transferList></data>",
    )


def taken(operation: Operation) -> bytes:
    """Say that a receipt is kept."""
    return _answer(operation, "<outcome>OK</outcome>")


def refused(operation: Operation, creditor: str, fault: Fault, description: str = "") -> bytes:
    """Say no; `creditor` is the fiscal code of who says it, `description` is for the technicians there."""
    more = f"<description>{_written(description)}</description>" if description else ""
    return _answer(
        operation,
        f"<outcome>KO</outcome><fault><faultCode>{fault.code}</faultCode>"
        f"<faultString>{escape(fault.words)}</faultString><id>{creditor}</id>{more}</fault>",
    )


def failed(code: str, reason: str) -> bytes:
    """Write a fault of SOAP itself, to be sent with status 500 (SOAP 1.1, sections 4.4 and 6.2)."""
    text = (
        f"<soap:Fault><faultcode>soap:{code}</faultcode><faultstring>{escape(reason)}</faultstring>"
        "</soap:Fault>"
    )
    return f"{_HEAD}{text}{_TAIL}".encode()


def remittance(owed: Owed) -> str:
    """Write the reason of the transfer as banks pass it on: /RFB/ marks a reference that is not ISO 11649's.

    Source: pagoPA's guidelines (Linee guida), paragraph 7.1.
    """
    return f"/RFB/{owed.iuv}/{write_euros(owed.amount_cents)}/TXT/{owed.subject}"


def write_euros(cents: int) -> str:
    """Write cents as euros with two decimals."""
    return f"{cents // 100}.{cents % 100:02}"


def _answer(operation: Operation, content: str) -> bytes:
    name = _ELEMENTS[operation]
    return f'{_HEAD}<pa:{name} xmlns:pa="{NAMESPACE}">{content}</pa:{name}>{_TAIL}'.encode()


def _written(text: str) -> str:
    """Write a text of at most 140 characters, and of one at least."""
    return escape(_NO_CHARACTER.sub("", text)[:_LONGEST] or "-")


def _at_the_post_office(iban: str) -> str:
    place, post_office = _POSTE
    return "true" if iban[place] == post_office else "false"
