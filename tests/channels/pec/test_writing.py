"""What leaves by PEC, and what is done when the provider's answer is lost."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email import message_from_bytes, policy

import pytest

from bot.channel import Unsettled
from bot.errors import SendDelayed, SendRefused
from bot.message import File, Part
from channels.mail import server as words
from channels.mail.imap import Entry
from channels.mail.mailbox import Mailbox
from channels.mail.server import ServerTrouble
from channels.mail.writing import message_id
from channels.pec.envelope import Envelope, Kind, Proof, Verdict
from channels.pec.lookup import Lookup
from channels.pec.pec import Pec, Ways
from channels.pec.writing import Posting, write_pec
from tests.clock import Ticker

ME = Mailbox("comune@pec.example.it", "Comune di Prova")
ADA = "ada@pec.example.org"
PART = Part("7-0", "pec", ADA, "Buongiorno.", context={"subject": "Multa", "message_id": "<1@ada>"}, id=7)
NAME = message_id(PART, ME)
PDF = File("avviso.pdf", "application/pdf", b"%PDF-1" + b"x" * 100_000)
AT = Ticker()()


def read(raw):
    return message_from_bytes(raw, policy=policy.default)


def test_a_pec_goes_to_one_recipient_and_asks_for_its_receipt():
    mail = read(write_pec(PART, ME, AT, Posting()))
    assert (mail["From"].addresses[0].addr_spec, mail["To"]) == (ME.address, ADA)
    assert (mail["Cc"], mail["Bcc"]) == (None, None)
    assert mail["X-TipoRicevuta"] == "completa"
    assert mail["Auto-Submitted"] == "auto-replied"
    assert mail["Message-ID"] == NAME
    assert (mail["Subject"], mail["In-Reply-To"]) == ("Re: Multa", "<1@ada>")


ASKED = {
    "a letter": (Posting(), PART, "completa"),
    "small files": (Posting(), replace(PART, files=(PDF,)), "completa"),
    "large files": (Posting(brief=50_000), replace(PART, files=(PDF,)), "breve"),
    "as the office wants it": (Posting("sintetica", brief=50_000), replace(PART, files=(PDF,)), "sintetica"),
}


@pytest.mark.parametrize(("posting", "part", "asked"), ASKED.values(), ids=ASKED)
def test_the_receipt_is_brief_where_a_complete_one_would_fill_our_mailbox(posting, part, asked):
    assert read(write_pec(part, ME, AT, posting))["X-TipoRicevuta"] == asked


def test_two_answers_under_one_key_have_two_ids():
    assert message_id(replace(PART, text="Altro."), ME) != NAME


# -- sending


@dataclass
class Post:
    """The provider."""

    taken: list[tuple[str, str, bytes]] = field(default_factory=list)
    failure: Exception | None = None

    async def hand_over(self, sender: str, recipient: str, mail: bytes) -> None:
        self.taken.append((sender, recipient, mail))
        if self.failure:
            raise self.failure


@dataclass
class Registrar:
    """The register."""

    encloses: tuple[File, ...] = ()
    entered: list[str] = field(default_factory=list)
    sealed: list[bytes] = field(default_factory=list)

    async def enter(self, part: Part) -> tuple[File, ...]:
        self.entered.append(part.key)
        return self.encloses

    async def seal(self, part: Part, mail: bytes) -> None:  # noqa: ARG002 - there is one
        self.sealed.append(mail)


@dataclass
class Box:
    """Our mailbox: mails by their UID, and by which field each is found."""

    mails_there: dict[int, bytes] = field(default_factory=dict)
    trouble: str = ""
    closed: int = 0

    def open(self) -> None:
        if self.trouble:
            raise ServerTrouble(self.trouble)

    def examine(self) -> None:
        pass

    def find(self, message_id: str, name: str = "Message-ID") -> list[int]:
        wanted = f"{name}: {message_id}".encode()
        return [uid for uid, raw in self.mails_there.items() if wanted in raw]

    def entries(self, uids: list[int]) -> list[Entry]:
        return [Entry(uid, len(self.mails_there[uid]), None) for uid in uids]

    def mails(self, uids: list[int]) -> dict[int, bytes]:
        return {uid: self.mails_there[uid] for uid in uids}

    def close(self) -> None:
        self.closed += 1


def speaks(raw: bytes) -> Envelope:
    """Read a receipt as the first line says that it is."""
    kind, verdict, reference, sender = raw.decode().splitlines()[0].split(" ")
    return Envelope(Kind(kind), Proof(Verdict(verdict)), sender, reference=reference)


def receipt(
    kind: str = "accettazione", verdict: str = "verified", reference: str = NAME, sender: str = ME.address
) -> bytes:
    return f"{kind} {verdict} {reference} {sender}\nX-Riferimento-Message-ID: {NAME}\n".encode()


@dataclass
class Scene:
    """A channel and all that is round it."""

    post: Post = field(default_factory=Post)
    registrar: Registrar = field(default_factory=Registrar)
    box: Box = field(default_factory=Box)
    sent: Box | None = None
    posting: Posting = Posting()  # noqa: RUF009 - frozen
    clock: Ticker = field(default_factory=Ticker)

    @property
    def channel(self) -> Pec:
        sent = self.sent
        lookup = Lookup(ME, lambda: self.box, speaks, (lambda: sent) if sent else None)
        return Pec(ME, Ways(self.post, self.registrar, lookup, self.posting), self.clock)


async def test_a_part_is_registered_and_sealed_before_it_leaves_and_again_the_same():
    scene, part = Scene(), replace(PART, sent_since=AT)
    assert await scene.channel.send(part) == NAME
    scene.clock.tick(hours=1)
    assert await scene.channel.send(replace(part, attempts=2)) == NAME
    (first, second) = scene.post.taken
    assert first == second == (ME.address, ADA, scene.registrar.sealed[0])
    assert scene.registrar.sealed[0] == scene.registrar.sealed[1]


async def test_what_the_register_encloses_goes_along():
    scene = Scene(registrar=Registrar((File("Segnatura.xml", "application/xml", b"<a/>"),)))
    await scene.channel.send(replace(PART, files=(PDF,)))
    mail = read(scene.post.taken[0][2])
    assert [part.get_filename() for part in mail.iter_attachments()] == ["avviso.pdf", "Segnatura.xml"]


REFUSED = {
    "too large": (replace(PART, files=(PDF,)), "size:limit"),
    "no address": (replace(PART, to="ada"), "address:invalid"),
}


@pytest.mark.parametrize(("part", "code"), REFUSED.values(), ids=REFUSED)
async def test_what_can_never_leave_takes_no_number(part, code):
    scene = Scene(posting=Posting(largest=150_000))
    with pytest.raises(SendRefused) as refused:
        await scene.channel.send(part)
    assert refused.value.code == code
    assert scene.registrar.entered == scene.post.taken == []


# -- an answer that was lost


def lost(age: timedelta) -> Part:
    since: datetime = AT - age
    return replace(PART, sent_since=since)


async def test_nothing_is_decided_before_the_acceptance_has_had_its_time():
    scene = Scene()
    with pytest.raises(SendDelayed) as delayed:
        await scene.channel.settle(lost(timedelta(minutes=5)))
    assert (delayed.value.code, delayed.value.retry_after) == ("settle:young", timedelta(minutes=10))
    assert scene.box.closed == 0


FOUND = {
    "an acceptance": (receipt(), NAME),
    "a refusal: the provider has had it": (receipt("non-accettazione"), NAME),
    "nothing": (b"ordinary verified <a@b> c@d\n", Unsettled.NOT_SENT),
    "a forged acceptance": (receipt(verdict="forged"), Unsettled.NOT_SENT),
    "an acceptance of somebody else's": (receipt(sender="bea@pec.example.it"), Unsettled.NOT_SENT),
    "an acceptance of something else": (receipt(reference="<a@b>"), Unsettled.NOT_SENT),
    "a letter that names it": (receipt("posta-certificata"), Unsettled.NOT_SENT),
}


@pytest.mark.parametrize(("raw", "settled"), FOUND.values(), ids=FOUND)
async def test_the_mailbox_tells_whether_it_has_left(raw, settled):
    scene = Scene(box=Box({1: raw}))
    assert await scene.channel.settle(lost(timedelta(minutes=16))) == settled
    assert scene.box.closed == 1


async def test_the_folder_of_what_was_sent_tells_too():
    scene = Scene(sent=Box({1: f"Message-ID: {NAME}\n".encode()}))
    assert await scene.channel.settle(lost(timedelta(minutes=16))) == NAME


async def test_a_mailbox_that_cannot_be_searched_decides_nothing():
    scene = Scene(box=Box(trouble=words.CONNECT))
    with pytest.raises(SendDelayed) as delayed:
        await scene.channel.settle(lost(timedelta(hours=3)))
    assert delayed.value.code == "settle:connect"
