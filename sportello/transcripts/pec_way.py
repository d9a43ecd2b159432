"""A script's letter as a PEC: a provider of our own certifies it, and the PEC mailbox believes it."""

import tempfile
from datetime import UTC, datetime
from functools import cached_property, partial
from itertools import count
from pathlib import Path

from bot.message import Inbound, Traits
from channels.mail.arrived import Arrived
from channels.pec.pec import TRAITS
from channels.pec.reading import read_envelope
from channels.pec.trust import Trust, read_trust
from platforms.pec.authority import Authority
from platforms.pec.draft import Draft
from platforms.pec.provider import Provider
from sportello.networks.pec_reading import PecReader
from sportello.networks.pec_sheet import Terms
from sportello.settings import Settings
from sportello.transcripts.mail_way import MailWay
from sportello.transcripts.ways import Said

_HOLDER = "gestore.example.org"
# Of the certificate: a script may have any day.
_FROM, _UNTIL = datetime(2000, 1, 1, tzinfo=UTC), datetime(2099, 12, 31, tzinfo=UTC)


class PecWay(MailWay):
    """PEC to the address of the settings; the provider's keys are drawn when they are first needed."""

    domain = "pec.example.org"

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings, settings.pec)
        self._days = settings.register.answer_days
        self._now = _FROM

    @property
    def traits(self) -> Traits:
        """The PEC channel's own."""
        return TRAITS

    async def read(self, said: Said) -> Inbound | None:
        """Read the envelope in which a person's message arrives; None if it would not be answered."""
        self._now = said.at
        provider, reader = self._certified
        draft = Draft.of(self.address(said.person), [self._me.address], self.written(said))
        raw = provider.transport(provider.take(draft, lambda _: True)).raw
        read = reader.read(Arrived(said.id, raw, len(raw), said.at))
        return None if read.reason else read.inbound

    @cached_property
    def _certified(self) -> tuple[Provider, PecReader]:
        """A provider, and a mailbox that believes it and nobody else."""
        authority, numbers = Authority(self._clock), count(1)
        credentials = authority.certify(
            f"posta-certificata@{_HOLDER}", "Gestore di prova", valid_from=_FROM, valid_until=_UNTIL
        )
        provider = Provider(
            _HOLDER, credentials, clock=self._clock, ids=lambda: f"{next(numbers):06}", domains=[self.domain]
        )
        terms = Terms(TRAITS.kind, self._me, self._bounds, self._days)
        believed = partial(read_envelope, trust=_trust(authority))
        return provider, PecReader(terms, believed, self._clock)

    def _clock(self) -> datetime:
        return self._now


def _trust(authority: Authority) -> Trust:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "authority.pem")
        file.write_bytes(authority.pem)
        return read_trust([file])
