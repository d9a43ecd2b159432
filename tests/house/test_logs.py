"""Logs: ids pass, a citizen's words and whereabouts do not, whoever writes the line."""

import io
import json
import logging
from collections.abc import Callable, Iterator

import pytest
import structlog

from bot.errors import SendRefused
from sportello.logs import HIDDEN, about, configure, trace

Lines = Callable[[], list[dict[str, object]]]


@pytest.fixture
def lines() -> Iterator[Lines]:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    stream = io.StringIO()
    configure("debug", "json", stream)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    structlog.reset_defaults()
    root.handlers[:] = handlers
    root.setLevel(level)


PERSONAL = ["text", "body", "phone", "sender", "address", "to", "from", "fiscal_code", "auth_token", "lane"]
PERSONAL += ["from_address", "plate", "email", "subject", "payload", "answers", "Authorization"]


@pytest.mark.parametrize("key", PERSONAL)
def test_personal_keys_are_hidden(lines: Lines, key: str) -> None:
    structlog.get_logger().info("turn", **{key: "Mario", "message_id": 7})
    (line,) = lines()
    assert line[key] == HIDDEN
    assert line["message_id"] == 7


@pytest.mark.parametrize(
    "told",
    [
        "could not send to +393399900000",
        "could not send to +39 339 990 0000",
        "bounced: mario.rossi@example.org",
        "no such person RSSMRA80A01E625X",
        "no such person rssmra80a01e625x",
        "called https://sportello.example.org/pay?token=Mario",
    ],
)
def test_whereabouts_inside_a_sentence_are_hidden(lines: Lines, told: str) -> None:
    structlog.get_logger().info(told, detail={"notes": [told]})
    (line,) = lines()
    written = f"{line['event']} {line['detail']}".lower()
    for word in ("339", "mario", "rssmra"):
        assert word not in written


def test_keys_inside_a_value_are_hidden_too(lines: Lines) -> None:
    structlog.get_logger().info("turn", detail={"sender": "Mario", "id": 7})
    assert lines()[0]["detail"] == {"sender": HIDDEN, "id": 7}


def test_ids_and_figures_pass(lines: Lines) -> None:
    with about("c0ffee", message_id=12):
        structlog.get_logger().info("turn done", service="pay_fine", channel="sms", outcome="reply", ms=3.5)
    structlog.get_logger().info("idle")
    first, second = lines()
    kept = {
        "correlation": "c0ffee",
        "message_id": 12,
        "service": "pay_fine",
        "channel": "sms",
        "outcome": "reply",
        "ms": 3.5,
    }
    assert kept.items() <= first.items()
    assert "correlation" not in second


def test_libraries_are_heard_from_warning_on_and_through_the_same_sieve(lines: Lines) -> None:
    logging.getLogger("twilio.http_client").info("POST Body=Mario")
    logging.getLogger("aiohttp.access").warning("GET /pay/Mario")
    logging.getLogger("sqlalchemy.engine").warning("slow for %s", "+393399900000")
    (line,) = lines()
    assert line["logger"] == "sqlalchemy.engine"
    assert line["event"] == f"slow for {HIDDEN}"


def raising(error: Exception) -> None:
    raise error


def test_a_crash_is_told_by_its_place_and_not_by_its_words(lines: Lines) -> None:
    try:
        raising(ValueError("cannot read 'Mario, via Roma 1'"))
    except ValueError:
        structlog.get_logger().exception("crash")
        logging.getLogger("aiohttp.server").exception("crash")
    for line in lines():
        assert str(line["trace"]).endswith("ValueError")
        assert "tests/house/test_logs.py" in str(line["trace"])
        assert "Mario" not in json.dumps(line)


def test_a_trace_tells_our_own_errors_and_what_led_to_them() -> None:
    try:
        try:
            raising(KeyError("Mario"))
        except KeyError as error:
            raise SendRefused("21610") from error
    except SendRefused as error:
        told = trace(error)
    assert told.endswith("SendRefused: 21610")
    assert "KeyError\nled to" in told
    assert "Mario" not in told


def test_the_console_is_for_people() -> None:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    stream = io.StringIO()
    configure("warning", "console", stream)
    structlog.get_logger().info("not heard")
    structlog.get_logger().warning("heard", sender="Mario")
    structlog.reset_defaults()
    root.handlers[:] = handlers
    root.setLevel(level)
    assert "heard" in stream.getvalue()
    assert "not heard" not in stream.getvalue()
    assert "Mario" not in stream.getvalue()
