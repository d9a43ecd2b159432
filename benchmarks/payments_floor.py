"""The floor of payments: a bare handler that keeps what comes, or looks up one row, and answers the same."""

import hashlib
import re

from aiohttp import web

from bot.records import Record
from storage import blobs
from storage.database import Database
from storage.notices import find_by_nav
from storage.records import RECORDS

PATH = "/pagopa/node"
_NAV = re.compile(rb"<noticeNumber>([0-9]{18})</noticeNumber>")
_ANSWER = (
    b'<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><p:paSendRTV2Response '
    b'xmlns:p="http://pagopa-api.pagopa.gov.it/pa/paForNode.xsd"><outcome>OK</outcome>'
    b"</p:paSendRTV2Response></s:Body></s:Envelope>"
)


def floor(database: Database) -> web.RouteDef:
    """Make the handler: what it keeps is committed together with all else that came meanwhile, as ever."""

    async def take(request: web.Request) -> web.Response:
        body = await request.read()
        if b"paSendRT" in body:
            row = {"sha256": hashlib.sha256(body).hexdigest(), "content": body}
            await database.writer.submit(RECORDS, [Record(blobs.KEEP, row)])
        else:
            found = _NAV.search(body)
            assert found is not None
            nav = found[1].decode()
            await database.reader.fetch(lambda connection: find_by_nav(connection, nav))
        return web.Response(body=_ANSWER, content_type="text/xml")

    return web.post(PATH, take)
