"""Reads what the page of the phone posted: a form with files, or JSON with files in base64."""

import base64
import binascii
import json
from collections.abc import Mapping
from pathlib import PurePosixPath

from aiohttp import web

from bot.errors import BadRequest
from bot.message import File
from channels.sandbox import Posting

LARGEST = 20 * 1024 * 1024
_FIELDS = ("id", "sender", "text", "tap", "subject", "thread")

# The language of each citizen on each network, by (channel, sender): also the list of who may write.
Languages = Mapping[tuple[str, str], str]


async def read_posting(request: web.Request, largest: int, languages: Languages) -> tuple[str, Posting]:
    """Read the channel and what was posted on it.

    JSON holds the same fields, `files` being a list of {"name", "media_type", "content": base64}. Raises
    BadRequest, and HTTPRequestEntityTooLarge past `largest` bytes.
    """
    if (request.content_length or 0) > largest:
        raise web.HTTPRequestEntityTooLarge(max_size=largest, actual_size=request.content_length or 0)
    sized = request.clone(client_max_size=largest)
    if request.content_type == "application/json":
        fields, files = _from_json(await sized.read())
    else:
        fields, files = await _from_form(sized)
    channel = fields.pop("channel")
    if (channel, fields["sender"]) not in languages:
        raise BadRequest("No such citizen on such a network.")
    return channel, Posting(**fields, files=files, language=languages[channel, fields["sender"]])


async def _from_form(request: web.BaseRequest) -> tuple[dict[str, str], tuple[File, ...]]:
    try:
        form = await request.post()
    except (ValueError, LookupError) as error:
        raise BadRequest("The form cannot be read.") from error
    files = [_drained(item) for item in form.getall("files", []) if isinstance(item, web.FileField)]
    fields = {name: form.get(name, "") for name in ("channel", *_FIELDS)}
    return _texts(fields), tuple(file for file in files if file is not None)


def _drained(field: web.FileField) -> File | None:
    """Read and close an upload; None for the empty field of a form where no file was chosen."""
    with field.file as stream:
        return _file(field.filename, field.content_type, stream.read()) if field.filename else None


def _from_json(body: bytes) -> tuple[dict[str, str], tuple[File, ...]]:
    try:
        value = json.loads(body)
        files = [
            _file(item["name"], item["media_type"], base64.b64decode(item["content"], validate=True))
            for item in value.get("files", ())
        ]
        fields = {name: value.get(name, "") for name in ("channel", *_FIELDS)}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, binascii.Error) as error:
        raise BadRequest("The JSON cannot be read.") from error
    return _texts(fields), tuple(files)


def _texts(fields: Mapping[str, object]) -> dict[str, str]:
    texts = {name: value for name, value in fields.items() if isinstance(value, str)}
    if len(texts) < len(fields):
        raise BadRequest("Every field must be a text.")
    return texts


def _file(name: str, media_type: str, content: bytes) -> File:
    plain = PurePosixPath(name.replace("\\", "/")).name[:200] or "file"
    return File(plain, media_type.lower()[:100] or "application/octet-stream", content)
