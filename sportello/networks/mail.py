"""E-mail wired to the counter: the mailbox of the settings, its channel, and the loop that watches it."""

from functools import partial
from typing import TypeVar

from bot.rates import Limits
from channels.mail.arrived import Party
from channels.mail.imap import Box
from channels.mail.mail import Mail
from channels.mail.mailbox import Bounds, Mailbox
from channels.mail.place import Place, Terms
from channels.mail.post import Post
from channels.mail.server import Server
from channels.mail.watch import Watch
from sportello.counter import Counter, Network, WaysIn
from sportello.networks.around import Around
from sportello.networks.crowds import Crowds
from sportello.networks.mail_desk import Books, MailDesk, Read
from sportello.networks.mail_told import MailTold
from sportello.settings import Settings
from sportello.settings.mailbox import Mailbox as Group
from sportello.tracing import TracedReception
from storage.aside import SqlAside
from storage.crowding import SqlCrowding
from storage.mailboxes import Reading, SqlMailboxes
from storage.singleton import Singleton

_MEGABYTE = 1_000_000

T = TypeVar("T")


def mail_network(around: Around) -> Network:
    """Plug e-mail in; the loop watches the mailbox from its own thread."""
    group = around.settings.mail
    post = Post(smtp_server(group))
    sent = partial(Box, imap_server(group), group.sent_folder) if group.sent_folder else None
    mail = Mail(whose(around.settings, group), post, around.clock, sent=sent)

    def ways_in(counter: Counter) -> WaysIn:
        mailbox = _watch(around, counter, mail.name)
        return WaysIn(loops=[partial(watching(around, group).run, mailbox.run)])

    return Network(mail, Limits(group.rate, group.burst), around.pace, ways_in, post.close)


def whose(settings: Settings, group: Group) -> Mailbox:
    """The address that a group of the settings names."""
    return Mailbox(group.address, group.name or settings.city.name, group.aliases)


def bounds_of(group: Group) -> Bounds:
    """How much of one mail is read there."""
    return Bounds(mail=group.largest_megabytes * _MEGABYTE, file=group.file_megabytes * _MEGABYTE)


def imap_server(group: Group) -> Server:
    """Where mail is read."""
    secret = group.password.get_secret_value()
    user = group.user or group.address
    return Server(group.imap_host, group.imap_port, group.imap_security, user, secret, group.ca_file)


def smtp_server(group: Group) -> Server:
    """Where mail is handed over."""
    secret = group.password.get_secret_value() if group.smtp_login else ""
    user = (group.user or group.address) if group.smtp_login else ""
    return Server(group.smtp_host, group.smtp_port, group.smtp_security, user, secret, group.ca_file)


def _watch(around: Around, counter: Counter, channel: str) -> Watch[Read]:
    group, database = around.settings.mail, counter.database
    told = MailTold(channel, around.metrics, around.report)
    books = Books(
        TracedReception(counter.reception),
        SqlAside(database),
        Crowds(SqlCrowding(database), around.clock, group.hourly),
        counter.receipts,
        told.became,
        counter.conversation.excuse,
        counter.senders[channel].wake,
    )
    bounds = bounds_of(group)
    desk = MailDesk(channel, whose(around.settings, group), bounds, books, around.clock, counter.ids)
    return watch(around, counter, group, Party(desk, told))


def watching(around: Around, group: Group) -> Singleton:
    """Let one process read a folder, of all that share the database."""
    account = f"{group.user or group.address} at {group.imap_host}"
    return Singleton(around.database, f"mailbox {account} {group.folder}")


def watch(around: Around, counter: Counter, group: Group, party: Party[T]) -> Watch[T]:
    """Make the loop that reads the folder of the settings."""
    terms = Terms(since=group.since, largest=bounds_of(group).mail, poll=group.poll_seconds)
    places = FolderPlaces(SqlMailboxes(counter.database), group)
    box = partial(Box, imap_server(group), group.folder)
    return Watch(box, places, party, around.clock, terms=terms)


class FolderPlaces:
    """Implements channels.mail.place.Places for the folder of the settings."""

    def __init__(self, mailboxes: SqlMailboxes, group: Group) -> None:
        self._mailboxes = mailboxes
        self._account = f"{group.user or group.address} at {group.imap_host}"
        self._folder = group.folder

    async def read(self) -> Place | None:
        """The place, None for a folder that was never read."""
        found = await self._mailboxes.find(self._account, self._folder)
        return Place(found.uid_validity, found.uid, found.began_at, found.again_to) if found else None

    async def write(self, place: Place) -> None:
        """Keep it."""
        reading = Reading(place.uid_validity, place.uid, place.again_to, place.began_at)
        await self._mailboxes.put(self._account, self._folder, reading)
