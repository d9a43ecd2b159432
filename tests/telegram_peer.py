"""A small Bot API on a local port: brings updates until they are confirmed, takes messages, fails on demand.

It refuses what Telegram refuses, in Telegram's words. Source: https://core.telegram.org/bots/api
"""

import asyncio
from collections import defaultdict, deque
from contextlib import asynccontextmanager
from itertools import count

import aiohttp
from aiohttp import web

from tests.telegram_calls import WEBHOOK_IS_SET, Answer, Asked, RefusedError, Stored, menu_of, read_value
from tests.telegram_updates import BOT, DATE, MARIO, TOKEN, Updates, group, private


class TelegramPeer:
    """`answers[method]` are used up call by call, then every call succeeds. `messages` is what the bot said.

    `pending` are the updates not confirmed yet. An answer that no call has used is a fault of the test:
    `running` asserts there is none. `replied` tells of every call and its answer, for who checks them.
    """

    def __init__(self):
        self.answers: defaultdict[str, deque[Answer]] = defaultdict(deque)
        self.asked: list[Asked] = []
        self.replied: list[tuple[Asked, object]] = []
        self.messages: list[dict[str, object]] = []
        self.pending: list[dict[str, object]] = []
        self.files: dict[str, Stored] = {}
        self.commands: dict[tuple[str, str], list[object]] = {}
        self.webhook: dict[str, object] = {}
        self.troubles: dict[str, object] = {}  # what getWebhookInfo tells of the last error
        self.nosy = False  # privacy mode is off
        self.known, self.blocked = {MARIO}, set()
        self.make = Updates()
        self.url = ""
        self.patient = True  # holds a call for updates open while there are none
        self._ids = count(1001)
        self._arrived = asyncio.Event()
        self._asking = 0  # number of the newest call for updates

    @asynccontextmanager
    async def running(self):
        """Listen on a free port of 127.0.0.1."""
        app = web.Application(client_max_size=60 * 1024 * 1024)
        app.add_routes(
            [web.post("/bot{token}/{method}", self._call), web.get("/file/bot{token}/{path}", self._download)]
        )
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        try:
            yield self
        finally:
            await runner.cleanup()
        unused = [method for method, answers in self.answers.items() if answers]
        assert not unused, f"answers were prepared that nobody asked for: {unused}"

    # -- what people do

    def bring(self, update):
        """Let Telegram have an update for the bot; whoever writes is known to it."""
        for part in update.values():
            if isinstance(part, dict):
                chat = part.get("chat") or part.get("message", {}).get("chat") or {}
                self.known |= {chat["id"]} if "id" in chat else set()
        self.pending.append(update)
        self._arrived.set()
        return update

    def says(self, text, chat=MARIO, **what):
        """Somebody writes."""
        return self.bring(self.make.message(chat, text=text, **what))

    def taps(self, label, message, chat=MARIO):
        """Somebody taps a button of a message of ours."""
        rows = message["reply_markup"]["inline_keyboard"]
        (data,) = {key["callback_data"] for row in rows for key in row if key["text"] == label}
        return self.bring(self.make.tap(data, chat, message))

    def said_to(self, chat=MARIO):
        """What the bot said to somebody."""
        return [m.get("text", "") for m in self.messages if m["chat"]["id"] == chat]

    def calls(self, method):
        """The parameters of every call of a method."""
        return [asked.params for asked in self.asked if asked.method == method]

    async def deliver(self, update=None, secret=None):
        """Call the webhook with an update, or the oldest pending one; a 200 confirms it."""
        update = update or self.pending[0]
        secret = self.webhook.get("secret_token", "") if secret is None else secret
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret}
        url = self.webhook["url"]
        async with aiohttp.ClientSession() as session, session.post(url, json=update, headers=headers) as got:
            status = got.status
        if status == 200 and update in self.pending:
            self.pending.remove(update)
        return status

    # -- the server

    async def _call(self, request):
        form = await request.post()
        asked = Asked(request.match_info["method"], {})
        for name, value in form.items():
            if isinstance(value, web.FileField):
                asked.file = value.filename, value.content_type, value.file.read()
                value.file.close()
            else:
                asked.params[name] = read_value(name, value)
        self.asked.append(asked)
        if request.match_info["token"] != TOKEN:
            return _json(401, {"ok": False, "error_code": 401, "description": "Unauthorized"})
        answers = self.answers[asked.method]
        answer = answers.popleft() if answers else Answer(keep=True)
        usual = await self._acted(asked) if answer.keep else None
        return await self._say(request, asked, answer, usual)

    async def _acted(self, asked):
        act = getattr(self, f"_{asked.method}", None)
        if act is None:
            return 404, {"ok": False, "error_code": 404, "description": "Not Found"}
        try:
            result = act(asked)
            return 200, {"ok": True, "result": await result if asyncio.iscoroutine(result) else result}
        except RefusedError as refused:
            status = {"Forbidden": 403, "Conflict": 409}.get(str(refused).partition(":")[0], 400)
            return status, {"ok": False, "error_code": status, "description": str(refused)}

    async def _say(self, request, asked, answer, usual):
        if answer.until is not None:
            await answer.until.wait()
        if answer.drop:
            request.transport.close()
        status, body = (
            (answer.status, answer.body) if answer.body is not None else usual or (answer.status, "")
        )
        if answer.body is None and answer.status != 200:
            status = answer.status
        self.replied.append((asked, body))
        return web.Response(status=status, text=body) if isinstance(body, str) else _json(status, body)

    async def _getUpdates(self, asked):  # noqa: N802 - Telegram's name
        if self.webhook.get("url"):
            raise RefusedError(WEBHOOK_IS_SET)
        offset, patience = asked.params.get("offset") or 0, asked.params.get("timeout")
        self.pending = [update for update in self.pending if update["update_id"] >= offset]
        self._asking, mine = self._asking + 1, self._asking + 1
        self._arrived.set()  # an older call ends
        while not self.pending and self.patient and patience:
            self._arrived.clear()
            try:
                async with asyncio.timeout(patience):
                    await self._arrived.wait()
            except TimeoutError:
                return []
            if mine != self._asking:
                raise RefusedError("Conflict: terminated by other getUpdates request")
        return self.pending[: asked.params.get("limit", 100)]

    def _sendMessage(self, asked):  # noqa: N802 - as above
        text = str(asked.params.get("text", ""))
        if not text.strip():
            raise RefusedError("Bad Request: message text is empty")
        if len(text.encode("utf-16-le")) // 2 > 4096:
            raise RefusedError("Bad Request: message is too long")
        for row in (asked.params.get("reply_markup") or {}).get("inline_keyboard", ()):
            if any(len(key.get("callback_data", "").encode()) > 64 for key in row):
                raise RefusedError("Bad Request: BUTTON_DATA_INVALID")
        markup = asked.params.get("reply_markup")
        return self._kept(asked, text=text, **({"reply_markup": markup} if markup else {}))

    def _sendDocument(self, asked):  # noqa: N802 - as above
        if asked.file is None or not asked.file[2]:
            raise RefusedError("Bad Request: file must be non-empty")
        name, kind, content = asked.file
        file_id = f"sent-{next(self._ids)}"
        self.files[file_id] = Stored(content)
        told = {"file_id": file_id, "file_unique_id": f"u-{file_id}", "file_name": name, "mime_type": kind}
        return self._kept(asked, document={**told, "file_size": len(content)})

    def _kept(self, asked, **what):
        chat = asked.params.get("chat_id")
        if chat not in self.known:
            raise RefusedError("Bad Request: chat not found")
        if chat in self.blocked:
            raise RefusedError("Forbidden: bot was blocked by the user")
        where = private(chat) if chat > 0 else group(chat)
        message = {"message_id": next(self._ids), "date": DATE, "chat": where, "from": BOT, **what}
        self.messages.append(message)
        return message

    def _getFile(self, asked):  # noqa: N802 - as above
        file_id = asked.params["file_id"]
        if file_id not in self.files:
            raise RefusedError("Bad Request: wrong file_id or the file is temporarily unavailable")
        size = len(self.files[file_id].content)
        if size > 20_000_000:
            raise RefusedError("Bad Request: file is too big")
        told = {"file_id": file_id, "file_unique_id": f"u-{file_id}", "file_size": size}
        return {**told, "file_path": file_id}

    async def _download(self, request):
        stored = self.files.get(request.match_info["path"])
        if request.match_info["token"] != TOKEN or stored is None:
            return _json(404, {"ok": False, "error_code": 404, "description": "Not Found"})
        return web.Response(status=stored.broken or 200, body=b"" if stored.broken else stored.content)

    def _answerCallbackQuery(self, _):  # noqa: N802 - as above
        return True

    def _sendChatAction(self, _):  # noqa: N802 - as above
        return True

    def _getMe(self, _):  # noqa: N802 - as above
        rights = {"can_join_groups": True, "can_read_all_group_messages": self.nosy}
        return {**BOT, **rights, "supports_inline_queries": False}

    def _setMyCommands(self, asked):  # noqa: N802 - as above
        self.commands[menu_of(asked)] = asked.params["commands"]
        return True

    def _getMyCommands(self, asked):  # noqa: N802 - as above
        return self.commands.get(menu_of(asked), [])

    def _setWebhook(self, asked):  # noqa: N802 - as above
        self.webhook = dict(asked.params)
        return True

    def _deleteWebhook(self, asked):  # noqa: N802 - as above
        self.webhook = {}
        if asked.params.get("drop_pending_updates"):
            self.pending.clear()
        return True

    def _getWebhookInfo(self, _):  # noqa: N802 - as above
        url = self.webhook.get("url", "")
        waiting = {"pending_update_count": len(self.pending)}
        return {"url": url, "has_custom_certificate": False, **waiting, **self.troubles}


def _json(status, body):
    return web.json_response(body, status=status)
