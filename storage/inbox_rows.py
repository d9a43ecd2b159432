"""A message that has come in, as a row and back."""

from collections.abc import Sequence
from datetime import tzinfo

from bot.message import Inbound
from bot.session import Caller
from storage.blobs import Contents, describe, read_file
from storage.documents import dump, load, storable
from storage.instants import to_ms
from storage.prepared import FoundRow
from storage.sessions import dump_session, load_session


def inbound_row(inbound: Inbound, hashes: Sequence[str], correlation: str, now: int) -> dict[str, object]:
    """Write a message whose files are kept under `hashes`; `now` in milliseconds."""
    channel, sender = inbound.channel, storable(inbound.sender)
    return {
        "channel": channel,
        "external_id": storable(inbound.external_id),
        "lane": f"{channel}:{sender}",
        "sender": sender,
        "text": storable(inbound.text),
        "body": dump(_body(inbound, hashes)),
        "received_at": to_ms(inbound.received_at),
        "accepted_at": now,
        "correlation": correlation,
    }


def _body(inbound: Inbound, hashes: Sequence[str]) -> dict[str, object]:
    files = [describe(file, sha256) for file, sha256 in zip(inbound.files, hashes, strict=True)]
    body = {
        "tap": inbound.tap,
        "files": files,
        "language": inbound.language,
        "context": dict(inbound.context),
        "event": inbound.event,
        "payload": dict(inbound.payload),
    }
    return {name: value for name, value in body.items() if value}


def hashes_in(body: str) -> list[str]:
    """Name the files of a row by their hashes."""
    return [file["sha256"] for file in load(body).get("files", ())] if "files" in body else []


def read_inbound(row: FoundRow, contents: Contents) -> Inbound:
    """Read a message, with the contents of its files."""
    body = load(row.body)
    return Inbound(
        channel=row.channel,
        external_id=row.external_id,
        sender=row.sender,
        text=row.text,
        received_at=row.received_at,
        tap=body.get("tap", ""),
        files=tuple(read_file(file, contents) for file in body.get("files", ())),
        language=body.get("language", ""),
        context=body.get("context", {}),
        event=body.get("event", ""),
        payload=body.get("payload", {}),
    )


def caller_row(caller: Caller, now: int) -> dict[str, object]:
    """Write what we know of a sender; `now` in milliseconds."""
    return {
        "lane": storable(caller.lane),
        "language": caller.language,
        "chosen": caller.chosen,
        "stopped": caller.stopped,
        "session": dump_session(caller.session),
        "updated_at": now,
    }


def read_caller(row: FoundRow, zone: tzinfo) -> Caller:
    """Read what we know of a sender."""
    return Caller(row.lane, row.language, row.chosen, row.stopped, load_session(row.session, zone))
