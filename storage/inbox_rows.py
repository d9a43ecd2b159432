"""A message that has come in, as a row and back."""

from collections.abc import Mapping, Sequence
from datetime import date, tzinfo
from typing import Any

from bot.ledger import Work
from bot.message import Assurance, Entry, File, Inbound, Refused
from bot.session import Caller
from storage.blobs import Contents, describe, read_file
from storage.documents import dump, load, storable
from storage.instants import from_ms, to_ms
from storage.prepared import RawRow
from storage.sessions import dump_session, load_session
from storage.tables import caller, inbox

CLAIMED = (
    inbox.c.id,
    inbox.c.channel,
    inbox.c.external_id,
    inbox.c.lane,
    inbox.c.sender,
    inbox.c.text,
    inbox.c.body,
    inbox.c.received_at,
    inbox.c.attempts,
    inbox.c.correlation,
)
LANE, BODY = 3, 6  # their places among them
KNOWN = (caller.c.lane, caller.c.language, caller.c.chosen, caller.c.stopped, caller.c.session)


def carried(inbound: Inbound) -> tuple[File, ...]:
    """List what a message brings to be kept: its files, then, where there is one, its original."""
    return inbound.files if inbound.original is None else (*inbound.files, inbound.original)


def inbound_row(inbound: Inbound, hashes: Sequence[str], correlation: str) -> dict[str, object]:
    """Write a message, all but `accepted_at`; what it carries is kept under `hashes`."""
    channel, sender = inbound.channel, storable(inbound.sender)
    return {
        "channel": channel,
        "external_id": storable(inbound.external_id),
        "lane": f"{channel}:{sender}",
        "sender": sender,
        "text": storable(inbound.text),
        "body": dump(_body(inbound, hashes)),
        "original": hashes[len(inbound.files)] if inbound.original is not None else "",
        "received_at": to_ms(inbound.received_at),
        "correlation": correlation,
    }


def _body(inbound: Inbound, hashes: Sequence[str]) -> dict[str, object]:
    kept = [describe(file, sha256) for file, sha256 in zip(carried(inbound), hashes, strict=True)]
    files, original = kept[: len(inbound.files)], kept[len(inbound.files) :]
    body = {
        "tap": inbound.tap,
        "files": files,
        "original": original[0] if original else None,
        "language": inbound.language,
        "context": dict(inbound.context),
        "event": inbound.event,
        "payload": dict(inbound.payload),
        "refused": [[each.reason, each.name, each.limit] for each in inbound.refused],
        "assurance": _assurance(inbound.assurance) if inbound.assurance else None,
        "entry": entry_document(inbound.entry) if inbound.entry else None,
    }
    return {name: value for name, value in body.items() if value}


def _assurance(assurance: Assurance) -> list[object]:
    at = None if assurance.at is None else to_ms(assurance.at)
    return [assurance.verdict, assurance.reasons, assurance.by, at]


def entry_document(entry: Entry) -> list[object]:
    """Write an entry of the register as the body of a message holds it, under "entry"."""
    return [entry.year, entry.number, to_ms(entry.at), entry.answer_by.isoformat()]


def hashes_in(body: str) -> list[str]:
    """Name the files of a row by their hashes; its original stays where it is."""
    return [file["sha256"] for file in load(body).get("files", ())] if "files" in body else []


def read_work(row: RawRow, contents: Contents, callers: Mapping[str, Caller], zone: tzinfo) -> Work:
    """Read a message just claimed (the columns of CLAIMED), with the contents of its files.

    Not with its original, which may be large and which nothing that follows asks for.
    """
    number, channel, external_id, lane, sender, text, document, received_at, attempts, correlation = row
    body = load(document)
    inbound = Inbound(
        channel,
        external_id,
        sender,
        text,
        from_ms(received_at, zone),
        body.get("tap", ""),
        tuple(read_file(file, contents) for file in body.get("files", ())),
        body.get("language", ""),
        body.get("context", {}),
        body.get("event", ""),
        body.get("payload", {}),
        tuple(Refused(*each) for each in body.get("refused", ())),
        None,
        read_assurance(body["assurance"], zone) if "assurance" in body else None,
        read_entry(body["entry"], zone) if "entry" in body else None,
    )
    return Work(number, inbound, callers.get(lane), attempts - 1, correlation)


def read_assurance(document: list[Any], zone: tzinfo) -> Assurance:
    """Read what the body of a message holds under "assurance"."""
    verdict, reasons, by, at = document
    return Assurance(verdict, tuple(reasons), by, None if at is None else from_ms(at, zone))


def read_entry(document: list[Any], zone: tzinfo) -> Entry:
    """Read what `entry_document` wrote."""
    year, number, at, answer_by = document
    return Entry(year, number, from_ms(at, zone), date.fromisoformat(answer_by))


def caller_row(caller: Caller) -> dict[str, object]:
    """Write what we know of a sender, all but `updated_at`."""
    return {
        "lane": storable(caller.lane),
        "language": caller.language,
        "chosen": caller.chosen,
        "stopped": caller.stopped,
        "session": dump_session(caller.session),
    }


def read_caller(row: RawRow, zone: tzinfo) -> Caller:
    """Read what we know of a sender (the columns of KNOWN)."""
    lane, language, chosen, stopped, session = row
    return Caller(lane, language, bool(chosen), bool(stopped), load_session(session, zone))
