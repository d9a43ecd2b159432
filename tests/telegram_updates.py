"""Updates as Telegram makes them when people write, tap, edit, share and send files."""

from dataclasses import dataclass, field
from itertools import count

BOT_ID = 7000000001
TOKEN = f"{BOT_ID}:a-made-up-token-of-thirty-five-chars"
BOT = {"id": BOT_ID, "is_bot": True, "first_name": "Sportello", "username": "comune_prova_bot"}
MARIO, ANNA = 500000001, 500000002
NAMES = {MARIO: "Mario", ANNA: "Anna"}
DATE = 1770109200  # seconds: 3 February 2026, ten in the morning


def user(chat, language="it"):
    known = {"language_code": language} if language else {}
    return {"id": chat, "is_bot": False, "first_name": NAMES.get(chat, "Luca"), **known}


def private(chat):
    return {"id": chat, "type": "private", "first_name": NAMES.get(chat, "Luca")}


def group(chat=-1001234567890, kind="supergroup"):
    return {"id": chat, "type": kind, "title": "Condominio"}


def document(name="modulo.pdf", size=12, kind="application/pdf", file_id="doc-1"):
    found = {"file_id": file_id, "file_unique_id": f"u-{file_id}", "file_size": size}
    return found | ({"file_name": name} if name else {}) | ({"mime_type": kind} if kind else {})


def photo(file_id="photo-1", *sizes):
    sizes = sizes or ((90, 60, 1_000), (1280, 853, 120_000), (320, 213, 9_000))
    return [
        {"file_id": f"{file_id}-{w}", "file_unique_id": f"u-{w}", "width": w, "height": h, "file_size": size}
        for w, h, size in sizes
    ]


@dataclass
class Updates:
    """Makes updates, each with the next number."""

    numbers: "count[int]" = field(default_factory=lambda: count(870_000_001))
    messages: "count[int]" = field(default_factory=lambda: count(11))

    def update(self, kind, what):
        return {"update_id": next(self.numbers), kind: what}

    def message(self, chat=MARIO, kind="message", language="it", **what):
        """A message in a private chat; `edit_date` comes with an edited one."""
        edited = {"edit_date": DATE + 60} if kind == "edited_message" else {}
        own = {"message_id": next(self.messages), "date": DATE, "chat": private(chat)}
        return self.update(kind, {**own, "from": user(chat, language), **edited, **what})

    def said_in_group(self, text, who=MARIO, language="it", **what):
        own = {"message_id": next(self.messages), "date": DATE, "chat": group(), "from": user(who, language)}
        return self.update("message", {**own, "text": text, **what})

    def tap(self, data, chat=MARIO, message=None, language="it", **what):
        """A tap on a button of a message that the bot has sent."""
        shown = message or {
            "message_id": 7,
            "date": DATE,
            "chat": private(chat),
            "from": BOT,
            "text": "Va bene così?",
        }
        query = {"id": f"q{next(self.messages)}", "from": user(chat, language), "chat_instance": "-1"}
        return self.update("callback_query", {**query, "message": shown, "data": data, **what})

    def membership(self, chat=MARIO, old="member", new="kicked"):
        def member(status):
            until = {"until_date": 0} if status == "kicked" else {}
            return {"user": BOT, "status": status, **until}

        changed = {"chat": private(chat), "from": user(chat), "date": DATE}
        return self.update(
            "my_chat_member",
            {**changed, "old_chat_member": member(old), "new_chat_member": member(new)},
        )
