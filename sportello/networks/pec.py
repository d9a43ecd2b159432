"""PEC wired to the counter: the mailbox of the settings, its channel, and the loops that watch."""

from datetime import timedelta
from functools import partial

from bot.errors import Misconfigured
from bot.message import Entry
from bot.pace import Pace
from bot.rates import Limits
from channels.mail.arrived import Party
from channels.mail.imap import Box
from channels.mail.post import Post
from channels.pec.lookup import Lookup
from channels.pec.pec import Pec, Ways
from channels.pec.reading import read_envelope
from channels.pec.trust import Trust, read_trust
from channels.pec.writing import Posting
from sportello.counter import Counter, Network, WaysIn
from sportello.networks.around import Around
from sportello.networks.crowds import Crowds
from sportello.networks.mail import bounds_of, imap_server, smtp_server, watch, watching, whose
from sportello.networks.mail_told import MailTold
from sportello.networks.overdue import OverdueWatch
from sportello.networks.pec_desk import PecBooks, PecDesk
from sportello.networks.pec_reading import PecReader
from sportello.networks.pec_registrar import PecRegistrar, office_of
from sportello.networks.pec_sheet import PecRead, Terms
from sportello.settings.pec import Pec as Group
from storage.aside import SqlAside
from storage.certified import Certified, SqlCertified
from storage.crowding import SqlCrowding
from storage.overdue import SqlOverdue
from storage.receipts import SqlReceipts
from storage.register import SqlRegister

_MEGABYTE = 1_000_000
# A lost answer is settled by its receipts, mostly within seconds; decision 012 tells why nobody hurries.
_PATIENT = Pace(settle_after=timedelta(minutes=2), settle_every=60.0)


def pec_network(around: Around) -> Network:
    """Plug PEC in; raises Misconfigured for files of certificates that cannot be used."""
    group, settings = around.settings.pec, around.settings
    post, trust = Post(smtp_server(group)), trust_of(group)
    sent = partial(Box, imap_server(group), group.sent_folder) if group.sent_folder else None
    inbox = partial(Box, imap_server(group), group.folder)
    office = office_of(settings, around.clock)
    registrar = PecRegistrar(SqlRegister(around.database), whose(settings, group), office, settings.city.zone)
    lookup = Lookup(whose(settings, group), inbox, partial(read_envelope, trust=trust), sent)
    pec = Pec(whose(settings, group), Ways(post, registrar, lookup, _posting(group)), around.clock)

    def ways_in(counter: Counter) -> WaysIn:
        overdue = OverdueWatch(pec.name, SqlOverdue(around.database), around.clock, around.report)
        terms = Terms(pec.name, whose(settings, group), bounds_of(group), settings.register.answer_days)
        mailbox = watch(around, counter, group, party_of(around, counter, trust, terms, group.hourly))
        return WaysIn(loops=[partial(watching(around, group).run, mailbox.run), overdue.run])

    pace = around.pace or _PATIENT
    return Network(pec, Limits(group.rate, group.burst), pace, ways_in, post.close)


def trust_of(group: Group) -> Trust:
    """Whom we believe: AgID, and the authorities that the settings name."""
    try:
        return read_trust(group.trust, beside=Trust.agid())
    except OSError as problem:
        raise Misconfigured(f"[pec] trust: there is no file {problem.filename}") from None
    except ValueError as problem:
        raise Misconfigured(f"[pec] trust: {problem}") from None


def _posting(group: Group) -> Posting:
    return Posting(group.receipts, int(group.brief_megabytes * _MEGABYTE), group.send_megabytes * _MEGABYTE)


def party_of(around: Around, counter: Counter, trust: Trust, terms: Terms, hourly: int) -> Party[PecRead]:
    """Make who takes what arrives in one PEC mailbox; `hourly` letters of one sender are answered."""
    channel, database = terms.channel, around.database
    told = MailTold(channel, around.metrics, around.report)
    books = PecBooks(
        _Reporting(SqlCertified(database), around),
        SqlReceipts(database),
        SqlAside(database),
        Crowds(SqlCrowding(database), around.clock, hourly),
        told.became,
        counter.lanes.wake,
        counter.conversation.excuse,
        counter.senders[channel].wake,
    )
    reader = PecReader(terms, partial(read_envelope, trust=trust), around.clock)
    return Party(PecDesk(reader, books, counter.ids), told)


class _Reporting:
    """The register's door, which tells of every message as bot.reception does."""

    def __init__(self, certified: SqlCertified, around: Around) -> None:
        self._certified = certified
        self._report = around.report

    async def keep(self, certified: Certified) -> Entry | None:
        """Keep a message and count it."""
        entry = await self._certified.keep(certified)
        channel = certified.inbound.channel
        (self._report.repeated if entry is None else self._report.received)(channel)
        return entry
