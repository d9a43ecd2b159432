"""A creditor of a few lines, as the norm has it, on a port of this machine: the embedded node asks it."""

import re
from contextlib import asynccontextmanager

from aiohttp import web

CREDITOR = "01234567897"
NAV = "301000000000004285"
OTHER = "301000000000004378"
_ENVELOPE = (
    '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>'
    '<p:{name} xmlns:p="http://pagopa-api.pagopa.gov.it/pa/paForNode.xsd">{inside}</p:{name}>'
    "</s:Body></s:Envelope>"
)
_OPTION = (
    "<outcome>OK</outcome><paymentList><paymentOptionDescription><amount>{amount}</amount><options>EQ</options>"
    "<dueDate>2026-02-08</dueDate><allCCP>false</allCCP></paymentOptionDescription></paymentList>"
    "<paymentDescription>Verbale n. V1/2026</paymentDescription><fiscalCodePA>01234567897</fiscalCodePA>"
    "<companyName>Comune di Prova</companyName>"
)
_DATA = (
    "<outcome>OK</outcome><data><creditorReferenceId>{iuv}</creditorReferenceId>"
    "<paymentAmount>{amount}</paymentAmount><dueDate>2026-02-08</dueDate>"
    "<description>Verbale n. V1/2026</description><companyName>Comune di Prova</companyName>"
    "<debtor><uniqueIdentifier><entityUniqueIdentifierType>F</entityUniqueIdentifierType>"
    "<entityUniqueIdentifierValue>ANONIMO</entityUniqueIdentifierValue></uniqueIdentifier>"
    "<fullName>ANONIMO</fullName></debtor><transferList><transfer><idTransfer>1</idTransfer>"
    "<transferAmount>{amount}</transferAmount><fiscalCodePA>01234567897</fiscalCodePA>"
    "<IBAN>IT60X0542811101000000123456</IBAN><remittanceInformation>/RFB/{iuv}</remittanceInformation>"
    "<transferCategory>9/0102100SA/</transferCategory></transfer></transferList></data>"
)
_FAULT = (
    "<outcome>KO</outcome><fault><faultCode>{code}</faultCode><faultString>x</faultString>"
    "<id>01234567897</id></fault>"
)
_NAMES = {
    "paVerifyPaymentNotice": "paVerifyPaymentNoticeRes",
    "paGetPaymentV2": "paGetPaymentV2Response",
    "paSendRT": "paSendRTRes",
    "paSendRTV2": "paSendRTV2Response",
}


class SmallCreditor:
    """`amounts` are its notices, in cents; `faults` answers a notice, `spoilt` the coming calls of an action.

    `heard` are the actions as they came, `receipts` the messages of those that brought one.
    """

    def __init__(self):
        self.amounts = {NAV: 4258, OTHER: 5488}
        self.faults = {}
        self.spoilt = {}
        self.heard = []
        self.receipts = []
        self.url = ""

    async def answer(self, request):
        action, text = request.headers["SOAPAction"].strip('"'), await request.text()
        self.heard.append(action)
        spoilt = self.spoilt.get(action)
        if spoilt:
            return spoilt.pop(0)
        inside = self._taken(text) if action.startswith("paSendRT") else self._told(action, text)
        body = _ENVELOPE.format(name=_NAMES[action], inside=inside)
        return web.Response(text=body, content_type="text/xml")

    def _taken(self, text):
        self.receipts.append(text)
        return "<outcome>OK</outcome>"

    def _told(self, action, text):
        nav = re.search("<noticeNumber>([0-9]{18})</noticeNumber>", text)[1]
        fault = self.faults.get(nav) or (None if nav in self.amounts else "PAA_PAGAMENTO_SCONOSCIUTO")
        if fault:
            return _FAULT.format(code=fault)
        cents = self.amounts[nav]
        amount = f"{cents // 100}.{cents % 100:02}"
        form = _OPTION if action == "paVerifyPaymentNotice" else _DATA
        return form.format(amount=amount, iuv=nav[1:])

    @asynccontextmanager
    async def running(self):
        app = web.Application()
        app.router.add_post("/node", self.answer)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}/node"
        try:
            yield self
        finally:
            await runner.cleanup()
