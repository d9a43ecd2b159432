"""Calls as Twilio makes them: the form of a message, signed for the address that it is sent to."""

import base64
import hmac
from collections.abc import Iterable, Iterator
from urllib.parse import urlencode

from benchmarks.workload import Line

SID = "AC" + "0" * 31 + "1"
TOKEN = "a-made-up-token"  # noqa: S105 - nobody's


def requests(lines: Iterable[Line], url: str) -> Iterator[bytes]:
    """Write each message as the bytes of an HTTP request; `url` is http://HOST:PORT/PATH."""
    host, _, path = url.removeprefix("http://").partition("/")
    for line in lines:
        form = _form(line)
        signed = url + "".join(name + form[name] for name in sorted(form))
        signature = base64.b64encode(hmac.digest(TOKEN.encode(), signed.encode(), "sha1")).decode()
        body = urlencode(form).encode()
        head = (
            f"POST /{path} HTTP/1.1\r\nHost: {host}\r\nX-Twilio-Signature: {signature}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        yield head.encode() + body


def _form(line: Line) -> dict[str, str]:
    return {
        "ToCountry": "IT",
        "ToState": "",
        "SmsMessageSid": line.message_id,
        "NumMedia": "0",
        "ToCity": "",
        "FromZip": "",
        "SmsSid": line.message_id,
        "FromState": "",
        "SmsStatus": "received",
        "FromCity": "",
        "Body": line.text,
        "FromCountry": "IT",
        "To": "+390691234567",
        "ToZip": "",
        "NumSegments": "1",
        "MessageSid": line.message_id,
        "AccountSid": SID,
        "From": line.phone,
        "ApiVersion": "2010-04-01",
    }
