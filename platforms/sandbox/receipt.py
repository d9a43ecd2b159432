"""A receipt (ricevuta telematica) as the node writes it: the proof that a notice has been paid."""

from dataclasses import dataclass
from datetime import datetime

from platforms.sandbox.soap import Fields, euros
from platforms.sandbox.station import Payment, Transfer

PSP = "BANCA DI PROVA"  # no bank has this name
_PSP_ID = "PROVAIT1XXX"


@dataclass(frozen=True, slots=True)
class Receipt:
    """`id` is the node's own (receiptId, the payment token); `paid_at` is aware; amounts in the payment."""

    id: str
    payment: Payment
    creditor: str
    paid_at: datetime
    old: bool = False  # sent by paSendRT, which some stations still have

    def fields(self) -> Fields:
        """Its elements in the order of ctReceipt and ctReceiptV2, which agree on what is written here."""
        payment = self.payment
        return {
            "receiptId": self.id,
            "noticeNumber": payment.nav,
            "fiscalCode": self.creditor,
            "outcome": "OK",
            "creditorReferenceId": payment.reference,
            "paymentAmount": euros(payment.amount_cents),
            "description": payment.description,
            "companyName": payment.company,
            "officeName": payment.office or None,
            "debtor": payment.debtor,
            "transferList": {"transfer": [self._transfer(each) for each in payment.transfers]},
            "idPSP": _PSP_ID,
            "PSPCompanyName": PSP,
            "idChannel": "PROVAIT1XXX_01",
            "channelDescription": "app",
            "paymentMethod": "creditCard",
            "fee": euros(0),
            "paymentDateTime": self.paid_at.replace(tzinfo=None).isoformat(timespec="seconds"),
            "applicationDate": self.paid_at.date().isoformat(),
            "transferDate": self.paid_at.date().isoformat(),
        }

    def _transfer(self, part: Transfer) -> Fields:
        return {
            "idTransfer": part.number,
            "transferAmount": part.amount,
            "fiscalCodePA": part.fiscal_code,
            "companyName": None if self.old else part.company or None,
            "IBAN": part.iban,
            "remittanceInformation": part.remittance,
            "transferCategory": part.category,
        }
