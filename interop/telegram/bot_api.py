"""The Bot API as others have described it for machines: says what in a call or an answer is not as described.

The description is aiogram's, made from https://core.telegram.org/bots/api.
"""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

DESCRIPTION = Path(__file__).parents[2] / ".venv" / "telegram" / "schema.json"

# What a method returns is told in words only; these are the ones that a counter calls.
RESULTS = {
    "answerCallbackQuery": "True",
    "deleteWebhook": "True",
    "getFile": "File",
    "getMe": "User",
    "getMyCommands": "Array of BotCommand",
    "getUpdates": "Array of Update",
    "getWebhookInfo": "WebhookInfo",
    "sendChatAction": "True",
    "sendDocument": "Message",
    "sendMessage": "Message",
    "setMyCommands": "True",
    "setWebhook": "True",
}
_PLAIN = {"Integer": int, "String": str, "Boolean": bool, "Float": (int, float)}
_MEMBER = re.compile(r'<li><a href="#(\w+)">')
_EITHER = re.compile(r", | or | and ")


class BotApi:
    """Compares calls and answers with a description."""

    def __init__(self, file: Path = DESCRIPTION) -> None:
        described = json.loads(file.read_text(encoding="utf-8"))
        self.version = described["api"]["version"]
        self._known = {each["name"]: each for group in described["items"] for each in group["children"]}
        self._by_anchor = {each["anchor"]: each["name"] for each in self._known.values()}

    def call(self, method: str, params: Mapping[str, object], files: tuple[str, ...] = ()) -> list[str]:
        """Compare a call; the values of a form may be text where a number or a truth is wanted."""
        if method not in self._known:
            return [f"{method}: no such method"]
        given = {**params, **dict.fromkeys(files, b"")}
        return list(self._fields(given, self._known[method], method))

    def answer(self, method: str, body: object) -> list[str]:
        """Compare what a call was answered."""
        if not isinstance(body, Mapping) or not isinstance(body.get("ok"), bool):
            return [f"{method}: no answer of the Bot API: {body!r}"]
        if body["ok"]:
            return list(self._value(body.get("result"), RESULTS[method], method))
        well = isinstance(body.get("error_code"), int) and isinstance(body.get("description"), str)
        more = self._value(body.get("parameters", {}), "ResponseParameters", method)
        return [*([] if well else [f"{method}: a refusal without its code or its sentence"]), *more]

    def update(self, update: object) -> list[str]:
        """Compare an update."""
        return list(self._value(update, "Update", "update"))

    def _value(self, value: object, kind: str, where: str) -> Iterator[str]:
        if kind.startswith("Array of "):
            yield from self._array(value, kind.removeprefix("Array of "), where)
        elif kind == "True":
            if value is not True and value != "true":
                yield f"{where}: {value!r} is not True"
        elif kind in _PLAIN:
            if not _is_plain(value, kind):
                yield f"{where}: {value!r} is no {kind}"
        elif kind == "InputFile":
            if not isinstance(value, bytes):
                yield f"{where}: no file"
        elif kind in self._known and not self._members(kind):
            yield from self._fields(value, self._known[kind], where)
        else:
            kinds = _EITHER.split(kind) if kind not in self._known else self._members(kind)
            found = [list(self._value(value, each, where)) for each in kinds]
            yield from min(found, key=len)

    def _array(self, value: object, kind: str, where: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield f"{where}: {value!r} is no array"
            return
        for at, each in enumerate(value):
            yield from self._value(each, kind, f"{where}[{at}]")

    def _fields(self, value: object, described: Mapping[str, Any], where: str) -> Iterator[str]:
        if not isinstance(value, Mapping):
            yield f"{where}: {value!r} is no {described['name']}"
            return
        fields = {field["name"]: field for field in described["annotations"]}
        yield from (
            f"{where}: no {name}" for name in fields if fields[name]["required"] and name not in value
        )
        for name, given in value.items():
            if name in fields:
                yield from self._value(given, fields[name]["type"], f"{where}.{name}")
            else:
                yield f"{where}: unknown {name}"

    def _members(self, kind: str) -> list[str]:
        """Name the types that one without fields of its own stands for."""
        described = self._known[kind]
        if described["annotations"]:
            return []
        return [self._by_anchor[anchor] for anchor in _MEMBER.findall(described["html_description"])]


def _is_plain(value: object, kind: str) -> bool:
    if kind == "Boolean":
        return isinstance(value, bool) or value in {"true", "false"}
    if isinstance(value, bool):
        return False
    text_of_number = kind == "Integer" and isinstance(value, str) and re.fullmatch(r"-?\d+", value)
    plain: Any = _PLAIN[kind]
    return isinstance(value, plain) or bool(text_of_number)
