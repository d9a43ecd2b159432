"""The one road to Telegram: a request goes out over aiohttp, and what we know of a lost answer is told apart.

The library's own transport takes fourteen times as much processor time for a message, and folds everything
that is no 4xx into one error. Here each end has its own, because the sender asks what may have happened.
No address of a request, which holds the bot's token, is in the text of any error.
"""

import io
import json
from datetime import timedelta
from http import HTTPStatus
from typing import Any, NoReturn

import aiohttp
from telegram.error import NetworkError, TelegramError
from telegram.request import BaseRequest, RequestData

from channels.telegram import codes

CONNECT = 5.0  # seconds to find a connection: until then nothing has left
ANSWER = 15.0  # seconds for the whole call
UPLOAD = 60.0  # seconds for a call that carries a file
LONGEST = timedelta(hours=1)  # a longer wait is not believed

# A page of a server between us may hide an accepted request; 503 is that server turning it away.
_UNCLEAR = {HTTPStatus.INTERNAL_SERVER_ERROR, HTTPStatus.BAD_GATEWAY, HTTPStatus.GATEWAY_TIMEOUT}
_CHUNK = 64 * 1024  # bytes
_OK = range(HTTPStatus.OK, HTTPStatus.MULTIPLE_CHOICES)


class Unreached(NetworkError):  # noqa: N818 - it says what happened to the request
    """The request never left."""


class Lost(NetworkError):  # noqa: N818 - as above
    """The request left and its answer is lost, or cannot be read."""


class Answered(TelegramError):  # noqa: N818 - as above
    """An answer other than 2xx: its status, its sentence, and how long to wait if it says so."""

    def __init__(self, status: int, sentence: str = "", wait: timedelta | None = None) -> None:
        super().__init__(codes.label("http", status))
        self.status = status
        self.sentence = sentence
        self.wait = wait


class Wire(BaseRequest):
    """What the library takes for its transport, on a session that its maker closes."""

    def __init__(
        self, session: aiohttp.ClientSession, *, connect: float = CONNECT, answer: float = ANSWER
    ) -> None:
        self._session = session
        self._connect = connect
        self._answer = answer

    @property
    def read_timeout(self) -> float:
        """Seconds for a whole call without a file."""
        return self._answer

    async def initialize(self) -> None:
        """Nothing to open: the session is there."""

    async def shutdown(self) -> None:
        """Nothing to close: the session is its maker's."""

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - one limit holds for the whole call
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - as above
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - as above
    ) -> tuple[int, bytes]:
        """Ask, and return an answer of status 2xx.

        Raises Unreached, Lost or Answered.
        """
        given = self._answer if read_timeout is BaseRequest.DEFAULT_NONE else float(read_timeout)
        total = max(given, UPLOAD) if request_data is not None and request_data.contains_files else given
        call = self._session.request(
            method,
            url,
            data=_body(request_data),
            timeout=aiohttp.ClientTimeout(total=total, connect=self._connect),
            allow_redirects=False,
        )
        try:
            async with call as answer:
                status, payload = answer.status, await answer.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise Unreached(type(error).__name__) from None
        except (aiohttp.ClientError, OSError) as error:  # a timeout is an OSError
            raise Lost(type(error).__name__) from None
        if status not in _OK:
            _refuse(status, payload)
        return status, payload

    async def download(self, url: str, most: int) -> bytes | None:
        """Fetch a file; None if it has more bytes than `most`. Raises as do_request."""
        timeout = aiohttp.ClientTimeout(total=UPLOAD, connect=self._connect)
        try:
            async with self._session.get(url, timeout=timeout, allow_redirects=False) as answer:
                if answer.status not in _OK:
                    raise Answered(answer.status)
                content = bytearray()
                async for chunk in answer.content.iter_chunked(_CHUNK):
                    content += chunk
                    if len(content) > most:
                        return None
                return bytes(content)
        except (aiohttp.ClientError, OSError) as error:
            raise Lost(type(error).__name__) from None

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Read an answer; the library's own way writes into the log what it could not read."""
        try:
            answer = json.loads(payload)
        except ValueError:
            raise Lost("unreadable") from None
        if not isinstance(answer, dict) or "result" not in answer:
            raise Lost("unreadable")
        return answer


def _body(request_data: RequestData | None) -> aiohttp.FormData | dict[str, str] | None:
    if request_data is None:
        return None
    if not request_data.contains_files:
        return request_data.json_parameters
    form = aiohttp.FormData(quote_fields=False)  # quoted, a file name would arrive full of %20
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, media_type) in request_data.multipart_data.items():
        # Given as a stream, a large file is sent piece by piece and does not hold up everything else.
        stream = io.BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(name, stream, filename=filename, content_type=media_type)
    return form


def _refuse(status: int, payload: bytes) -> NoReturn:
    """Tell Telegram's own refusal from the page of a server in between."""
    try:
        answer = json.loads(payload)
        sentence, parameters = str(answer["description"]), answer.get("parameters", {})
        seconds = parameters.get("retry_after")
    except (ValueError, LookupError, TypeError, AttributeError):
        if status in _UNCLEAR:
            raise Lost(f"http {status}") from None
        raise Answered(status) from None
    wait = min(timedelta(seconds=seconds), LONGEST) if isinstance(seconds, int) and seconds > 0 else None
    raise Answered(status, sentence, wait)
