"""Messages of a made-up node, as pagoPA's writes them."""

PA = "http://pagopa-api.pagopa.gov.it/pa/paForNode.xsd"
SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
CREDITOR, BROKER, STATION = "01234567897", "98765432103", "98765432103_07"
NAV = "301000000000000146"
IBAN = "IT60X0542811101000000123456"

PARTY = """<{tag}><uniqueIdentifier><entityUniqueIdentifierType>F</entityUniqueIdentifierType>
<entityUniqueIdentifierValue>ANONIMO</entityUniqueIdentifierValue></uniqueIdentifier>
<fullName>Rosa Prova</fullName><streetName>Via Prova</streetName><civicNumber>1</civicNumber>
<postalCode>00000</postalCode><city>Prova</city><stateProvinceRegion>PR</stateProvinceRegion>
<country>IT</country><e-mail>rosa.prova@example.it</e-mail></{tag}>"""
NOTES = "<metadata><mapEntry><key>k</key><value>v</value></mapEntry></metadata>"


def addressee(creditor=CREDITOR, broker=BROKER, station=STATION):
    return f"<idPA>{creditor}</idPA><idBrokerPA>{broker}</idBrokerPA><idStation>{station}</idStation>"


def qr(nav=NAV, owner=CREDITOR):
    return f"<qrCode><fiscalCode>{owner}</fiscalCode><noticeNumber>{nav}</noticeNumber></qrCode>"


def in_envelope(content, header="<s:Header/>"):
    """Put a body into its envelope."""
    return f'<s:Envelope xmlns:s="{SOAP}" xmlns:p="{PA}">{header}<s:Body>{content}</s:Body></s:Envelope>'


def element(name, content):
    return f'<p:{name} xmlns:p="{PA}">{content}</p:{name}>'


def verify(nav=NAV, owner=CREDITOR, **to):
    return element("paVerifyPaymentNoticeReq", addressee(**to) + qr(nav, owner))


def activate(nav=NAV, owner=CREDITOR, *, v2=True, more="", **to):
    name = "paGetPaymentV2Request" if v2 else "paGetPaymentReq"
    return element(name, addressee(**to) + qr(nav, owner) + more)


MORE = (
    "<amount>28.70</amount><paymentNote>nota</paymentNote><transferType>PAGOPA</transferType>"
    "<dueDate>2026-03-15</dueDate>"
)


def receipt(  # noqa: PLR0913 - each test changes another part of it
    nav=NAV,
    *,
    owner=CREDITOR,
    receipt_id="a" * 32,
    outcome="OK",
    amount="28.70",
    moments="<paymentDateTime>2026-02-03T10:15:30.123</paymentDateTime>",
    transfers="",
    v2=True,
    rich=False,
    **to,
):
    """Write a receipt; a rich one has everything that it may have."""
    one = (
        f"<transfer><idTransfer>1</idTransfer><transferAmount>{amount}</transferAmount>"
        f"<fiscalCodePA>{owner}</fiscalCodePA>{'<companyName>Comune</companyName>' if v2 and rich else ''}"
        f"<IBAN>{IBAN}</IBAN><remittanceInformation>causale</remittanceInformation>"
        f"<transferCategory>9/0102100SA/</transferCategory>{NOTES if rich else ''}</transfer>"
    )
    if rich:
        moments += "<applicationDate>2026-02-04</applicationDate><transferDate>2026-02-05Z</transferDate>"
        moments += f"{NOTES}<standIn>false</standIn>"
    taker = (
        "<idPSP>PSPPROVA</idPSP>"
        + ("<pspFiscalCode>11122233344</pspFiscalCode><pspPartitaIVA>11122233344</pspPartitaIVA>" * rich)
        + "<PSPCompanyName>Banca di Prova</PSPCompanyName><idChannel>11122233344_01</idChannel>"
        + "<channelDescription>app</channelDescription>"
        + (PARTY.format(tag="payer") + "<paymentMethod>creditCard</paymentMethod>") * rich
        + ("<paymentNote>nota</paymentNote>" * (rich and v2))
        + ("<fee>1.00</fee>" * rich)
        + (
            "<primaryCiIncurredFee>0.00</primaryCiIncurredFee><idBundle>b</idBundle><idCiBundle>c</idCiBundle>"
            * (rich and v2)
        )
    )
    content = (
        f"{addressee(**to)}<receipt><receiptId>{receipt_id}</receiptId><noticeNumber>{nav}</noticeNumber>"
        f"<fiscalCode>{owner}</fiscalCode><outcome>{outcome}</outcome>"
        f"<creditorReferenceId>{nav[1:]}</creditorReferenceId><paymentAmount>{amount}</paymentAmount>"
        f"<description>Violazione</description><companyName>Comune di Prova</companyName>"
        f"{'<officeName>Polizia locale</officeName>' if rich else ''}{PARTY.format(tag='debtor')}"
        f"<transferList>{one}{transfers}</transferList>{taker}{moments}</receipt>"
    )
    return element("paSendRTV2Request" if v2 else "paSendRTReq", content)


STAMP = (
    "<transfer><idTransfer>2</idTransfer><transferAmount>16.00</transferAmount>"
    f"<fiscalCodePA>{CREDITOR}</fiscalCodePA><MBDAttachment>PGJvbGxvLz4=</MBDAttachment>"
    "<remittanceInformation>bollo</remittanceInformation><transferCategory>9/1</transferCategory></transfer>"
)


def demand(**to):
    more = (
        "<idServizio>00001</idServizio><idSoggettoServizio>00002</idSoggettoServizio>"
        "<datiSpecificiServizioRequest>PGRhdGkvPg==</datiSpecificiServizioRequest>"
    )
    return element("paDemandPaymentNoticeRequest", addressee(**to) + more)


# Every kind of request, with everything that it may hold.
EVERY = {
    "verify": verify(),
    "activate": activate(v2=False, more=MORE),
    "activate-v2": activate(more=MORE),
    "receipt": receipt(v2=False, rich=True),
    "receipt-v2": receipt(rich=True, transfers=STAMP),
    "demand": demand(),
}
