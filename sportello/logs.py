"""What the program writes about its own work: ids and figures, never a citizen's words or whereabouts.

Whoever writes a line leaves personal data out; the processors here are the last line of defence for the
day when somebody forgets.
"""

import json
import logging
import re
import sys
import traceback
from collections.abc import Mapping
from contextlib import AbstractContextManager
from functools import lru_cache
from typing import Any, Literal, TextIO

import orjson
import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from bot.errors import SportelloError

HIDDEN = "[hidden]"

# Any key of which one of these is a part between underscores: `sender`, `from_address`, `auth_token`.
_PERSONAL = frozenset(
    {"sender", "recipient", "to", "from", "lane", "address", "phone", "email", "mail"}  # whereabouts
    | {"text", "body", "subject", "content", "payload", "answers"}  # what somebody wrote
    | {"fiscal", "given", "family", "surname", "plate", "iban"}  # who somebody is
    | {
        "token",
        "secret",
        "password",
        "authorization",
        "signature",
        "cookie",
        "headers",
        "params",
    }  # keys to doors
)
_WHEREABOUTS = re.compile(
    r"[\w.+-]+@[\w-]+\.[\w.-]+"  # an e-mail address
    r"|\+\d[\d ]{6,17}\d"  # a telephone number
    r"|\d{5,}:[\w-]{30,}"  # the token of a Telegram bot, which the addresses of its API hold
    r"|(?i:\b[A-Z]{6}[\dLMNP-V]{2}[A-Z][\dLMNP-V]{2}[A-Z][\dLMNP-V]{3}[A-Z]\b)"  # a fiscal code
)
# Keys whose values this program alone makes, on the lines of every message: nobody's words can be in them.
_MADE_HERE = frozenset({"timestamp", "level", "correlation", "channel", "service"})
_SUSPECT = re.compile(r"[@+?#]|\w{16}")  # one of these is in whatever the two patterns hide
_QUERY = re.compile(r"(https?://[^\s?#]*)[?#]\S*")  # what follows the path may carry a token

_QUIET = ("aiohttp", "alembic", "asyncio", "sqlalchemy", "telegram", "twilio")


def configure(
    level: str, style: Literal["console", "json"], stream: TextIO, *, for_good: bool = False
) -> None:
    """Send every line, ours and the libraries', to one stream; may be called again, unless `for_good`.

    With that, each module's logger is built once and not for each line. `level` holds for our own lines;
    libraries are heard from WARNING on, and the web server's access log not at all: an address carries
    what it was called with.
    """
    render: Processor = (
        structlog.processors.JSONRenderer(_json)
        if style == "json"
        else structlog.dev.ConsoleRenderer(colors=stream.isatty())
    )
    before: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        exception_without_words,
        hide_personal,
    ]
    structlog.configure(
        processors=[*before, render],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(stream),
        cache_logger_on_first_use=for_good,
    )
    _hear_libraries(before, render, stream)


def _hear_libraries(before: list[Processor], render: Processor, stream: TextIO) -> None:
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_logger_name, *before],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, hide_personal, render],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger("aiohttp.access").disabled = True


def about(correlation: str, **ids: str | int) -> AbstractContextManager[None]:
    """Put the correlation id of one message, and ids beside it, on every line written inside."""
    return structlog.contextvars.bound_contextvars(correlation=correlation, **ids)


def hide_personal(_logger: WrappedLogger, _method: str, line: EventDict) -> EventDict:
    """Hide the value of every key that may carry personal data, and whereabouts inside any other text."""
    for key, value in line.items():
        if key not in _MADE_HERE:
            line[key] = HIDDEN if _is_personal(key) else _hidden(value)
    return line


def _json(line: EventDict, **_: object) -> str:
    """Write a line, whatever is in it."""
    try:
        return orjson.dumps(line, default=repr).decode()
    except TypeError:  # half a character, or a key that is no text
        return json.dumps(line, default=repr)


def exception_without_words(_logger: WrappedLogger, _method: str, line: EventDict) -> EventDict:
    """Replace an exception by its trace; structlog's own would quote its message, hence the citizen."""
    error = line.pop("exc_info", None)
    if isinstance(error, tuple):
        error = error[1]
    elif error and not isinstance(error, BaseException):
        error = sys.exception()
    if error:
        line["trace"] = trace(error)
    return line


def trace(error: BaseException) -> str:
    """Tell where an error came from, the innermost place last: files, lines and names, a place a line.

    The message is given for errors of our own only: a foreign one often quotes what it could not read.
    """
    places = [
        f"{_short(frame.filename)}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    told = f"{type(error).__name__}: {error}" if isinstance(error, SportelloError) else type(error).__name__
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\n".join([*([f"{trace(cause)}\nled to"] if cause else []), *places, told])


def _short(filename: str) -> str:
    """Keep what tells a module from another, without the path of the machine."""
    return "/".join(filename.rsplit("/", 3)[-3:])


@lru_cache(1024)
def _is_personal(key: object) -> bool:
    return not _PERSONAL.isdisjoint(str(key).lower().split("_"))


def _hidden(value: Any) -> Any:
    if isinstance(value, str):
        if not _SUSPECT.search(value):  # most are words and ids, and this runs on every line
            return value
        return _WHEREABOUTS.sub(HIDDEN, _QUERY.sub(r"\1", value))
    if isinstance(value, int | float):  # before the slower question for a mapping
        return value
    if isinstance(value, Mapping):
        return {key: HIDDEN if _is_personal(key) else _hidden(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_hidden(inner) for inner in value]
    return value
