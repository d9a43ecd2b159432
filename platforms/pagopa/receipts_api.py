"""GPD's receipts, asked for: the second way in for those that nobody brought.

A list names payments by their IUV; a receipt itself is the XML of the paSendRT or paSendRTV2 with which the
node told GPD of it, written by GPD with a root of its own.
"""

import re
from collections.abc import AsyncIterator, Mapping
from datetime import datetime, tzinfo
from typing import Any
from urllib.parse import quote

from lxml import etree

from platforms.pagopa.wire import PlatformDown, Wire
from storage.payment_receipts import PaymentReceipt

_OK, _MISSING, _UNPROCESSABLE = 200, 404, 422
_PAGE = 100  # the most that the API gives at once
_MOST_PAGES = 1000  # of one question: more is a fault of somebody's
_AMOUNT = re.compile(r"([0-9]{1,9})\.([0-9]{2})")
_IUV = re.compile(r"[0-9A-Za-z]{1,35}")
_ID = re.compile(r"[!-~]{1,200}")  # a receipt is known by it, and an index must hold it
_NAV = re.compile(r"[0-9]{18}")
_YEARS = range(2000, 3000)  # others are a mistake


class ReceiptsApi:
    """One creditor's receipts whose IUVs begin with a `segregation` code; raises what Wire.ask raises."""

    def __init__(self, wire: Wire, url: str, fiscal_code: str, segregation: int, zone: tzinfo) -> None:
        self._wire = wire
        self._url = f"{url.rstrip('/')}/payments/{fiscal_code}/receipts"
        self._fiscal_code = fiscal_code
        self._segregation = {"segregationCodes": f"{segregation:02}"}
        self._zone = zone

    async def paid(self, since: datetime, until: datetime) -> AsyncIterator[list[str]]:
        """List the IUVs that were paid in a time, a page after the other."""
        span = {"from": self._local(since), "to": self._local(until)}
        for page in range(_MOST_PAGES):
            query = {"pageNum": str(page), "pageSize": str(_PAGE), **span, **self._segregation}
            reply = await self._wire.ask("GET", self._url, _OK, _MISSING, query=query)
            if reply.status == _MISSING:
                return
            found = reply.json()
            yield _iuvs(found)
            if page + 1 >= _whole(found.get("totalPages")):
                return

    async def receipt(self, iuv: str, now: datetime) -> PaymentReceipt | None:
        """Ask for the receipt of a payment; None if there is none, or none yet.

        ValueError if what comes is no receipt of ours. One that does not say when is of `now`.
        """
        at = f"{self._url}/{quote(iuv, safe='')}"
        reply = await self._wire.ask("GET", at, _OK, _MISSING, _UNPROCESSABLE, query=self._segregation)
        return read_receipt(reply.body, self._fiscal_code, now, self._zone) if reply.status == _OK else None

    def _local(self, moment: datetime) -> str:
        """GPD compares with the time that the bank wrote, which is Italy's, without a zone."""
        return moment.astimezone(self._zone).replace(tzinfo=None, microsecond=0).isoformat()


def read_receipt(content: bytes, fiscal_code: str, now: datetime, zone: tzinfo) -> PaymentReceipt:
    """Read a receipt by the local names of its elements; ValueError if it is none, or another creditor's.

    A time without a zone is in `zone`; one that is not said, or that no calendar of ours holds, is `now`.
    """
    said = _said(content)
    try:
        if said["fiscalCode"] != fiscal_code:
            raise ValueError("a receipt of another creditor")
        if not _ID.fullmatch(said["receiptId"]):
            raise ValueError("a receipt without a name that can be kept")
        if not _NAV.fullmatch(said["noticeNumber"]):
            raise ValueError("a receipt of no notice")
        return PaymentReceipt(
            receipt_id=said["receiptId"],
            nav=said["noticeNumber"],
            iuv=said["creditorReferenceId"],
            amount_cents=_cents(said["paymentAmount"]),
            paid_at=_paid_at(said, zone) or now,
            psp=said["PSPCompanyName"],
            way="gpd",
            executed=said["outcome"] == "OK",
            original=content,
        )
    except KeyError as missing:
        raise ValueError(f"a receipt without {missing.args[0]}") from None


def _said(content: bytes) -> dict[str, str]:
    """The plain elements of the receipt, by name; nothing outside the document is looked at."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        raise ValueError("no XML") from None
    if root.getroottree().docinfo.doctype:
        raise ValueError("a receipt has no document type")
    receipt = next((each for each in root.iter("{*}receipt")), None)
    if receipt is None:
        raise ValueError("no receipt")
    return {
        etree.QName(each).localname: (each.text or "").strip() for each in receipt.iterchildren(tag="{*}*")
    }


def _cents(amount: str) -> int:
    match = _AMOUNT.fullmatch(amount)
    if match is None:
        raise ValueError("an amount has two decimals")
    return int(match[1]) * 100 + int(match[2])


def _paid_at(said: Mapping[str, str], zone: tzinfo) -> datetime | None:
    """When it was paid: the day alone where the hour is not said."""
    try:
        said_at = datetime.fromisoformat(said.get("paymentDateTime") or said["applicationDate"])
        found = said_at.replace(tzinfo=zone) if said_at.tzinfo is None else said_at.astimezone(zone)
    except (KeyError, ValueError, OverflowError):
        return None
    return found if found.year in _YEARS else None


def _iuvs(page: Mapping[str, Any]) -> list[str]:
    results = page.get("results")
    if not isinstance(results, list):
        raise PlatformDown("answer:no-list")
    found = (str(each.get("iuv", "")) for each in results if isinstance(each, dict))
    return [iuv for iuv in found if _IUV.fullmatch(iuv)]


def _whole(given: object) -> int:
    return given if isinstance(given, int) else 0
