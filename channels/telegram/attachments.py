"""Files that citizens send: fetched before their message is kept, so that what is kept is whole."""

import asyncio
import mimetypes
import re
from collections.abc import Sequence
from datetime import timedelta
from http import HTTPStatus

from telegram.error import TelegramError

from bot.errors import SportelloError
from bot.message import File, Refused
from channels.telegram.account import Account
from channels.telegram.bot import CountersBot
from channels.telegram.content import Wanted
from channels.telegram.wire import Answered, Wire

MEGABYTE = 1_000_000
API_LIMIT = 20 * MEGABYTE  # what the Bot API gives out, https://core.telegram.org/bots/api#getfile
_NAMELESS = re.compile(r'[\x00-\x1f\x7f/\\<>:"|?*]+')
_LONGEST_NAME = 120  # characters


class NotYet(SportelloError):  # noqa: N818 - it says what to do
    """A file cannot be fetched just now: let Telegram bring its message again, after a while."""

    def __init__(self, pause: timedelta | None = None) -> None:
        super().__init__("file not fetched")
        self.pause = pause


class Attachments:
    """Fetches files of at most `most` bytes."""

    def __init__(self, account: Account, bot: CountersBot, wire: Wire, most: int = API_LIMIT) -> None:
        self._bot = bot
        self._wire = wire
        self._most = min(most, API_LIMIT)
        self._address = f"{account.api_url}/file/bot{account.token}"

    async def fetch(self, wanted: Sequence[Wanted]) -> tuple[tuple[File, ...], tuple[Refused, ...]]:
        """Fetch the files of a message; those that we do not take, or that are gone, are told.

        Raises NotYet if one may be had later.
        """
        found = await asyncio.gather(*map(self._one, wanted))
        files = tuple(each for each in found if isinstance(each, File))
        return files, tuple(each for each in found if isinstance(each, Refused))

    @staticmethod
    def missing(wanted: Sequence[Wanted]) -> tuple[Refused, ...]:
        """Tell of files that could not be fetched in all the time that there was."""
        return tuple(Refused("missing", _file_name(each)) for each in wanted)

    async def _one(self, wanted: Wanted) -> File | Refused:
        name = _file_name(wanted)
        too_large = Refused("large", name, f"{self._most // MEGABYTE} MB")
        if wanted.size > self._most:
            return too_large
        try:
            content = await self._content(wanted)
        except Answered as answered:
            if answered.status != HTTPStatus.BAD_REQUEST:
                raise NotYet(answered.wait) from None
            return too_large if "too big" in answered.sentence.lower() else Refused("missing", name)
        except TelegramError:
            raise NotYet from None
        return too_large if content is None else File(name, wanted.media_type, content)

    async def _content(self, wanted: Wanted) -> bytes | None:
        """Ask where a file is and fetch it; the address is good for an hour and holds the token."""
        found = await self._bot.get_file(wanted.file_id)
        path = found.file_path or ""
        if "://" in path:  # the library puts our address before what Telegram says
            path = path.partition(f"{self._address}/")[2]
        return await self._wire.download(f"{self._address}/{path}", self._most)


def _file_name(wanted: Wanted) -> str:
    """Give a file a name that can be stored and shown, with the ending of its kind if it has none."""
    name = _NAMELESS.sub("_", wanted.name).strip(" ._")[-_LONGEST_NAME:] or "documento"
    if "." in name:
        return name
    return name + (mimetypes.guess_extension(wanted.media_type) or "")
