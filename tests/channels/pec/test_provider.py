"""What the providers of our own network write is read and believed; what troubles them is told apart."""

from dataclasses import replace
from itertools import cycle

import pytest

from channels.pec.envelope import Kind, Verdict
from channels.pec.reading import read_envelope
from channels.pec.trust import Trust, read_trust
from platforms.pec.authority import new_key
from platforms.pec.draft import Draft
from platforms.pec.style import Style
from platforms.pec.trouble import Trouble
from tests.platforms.pec.town import ADA, BEA, COMUNE, OUTSIDE, Town, letter

STYLES = {
    "of today": Style(),
    "SHA-1, BER, quoted-printable, the other way round": Style(
        digest="sha1",
        legacy_type=True,
        base64_data=False,
        data_last=True,
        html=True,
        preamble="",
        inner_preamble="Questo è un messaggio in più parti.",
        indefinite=True,
        named_sender=True,
        quoted_names=False,
    ),
    "micalg without quotes": Style(digest="sha1", micalg="sha-1", preamble="This is a multi-part message"),
}
EVERY = frozenset(kind.value for kind in Kind)


@pytest.fixture(scope="module")
def drawn():
    return [new_key() for _ in range(4)]


@pytest.fixture
def town(drawn):
    keys = cycle(drawn)
    return Town(lambda: next(keys))


@pytest.fixture
def trust(town, tmp_path):
    (tmp_path / "ca.pem").write_bytes(town.authority.pem)
    return read_trust([tmp_path / "ca.pem"])


def at(town, trust, address):
    return [read_envelope(filed.raw, trust) for filed in town.network.mailbox(address).mails]


def believed(envelope):
    return (envelope.proof.verdict, envelope.proof.reasons, envelope.disagreements) == (
        Verdict.VERIFIED,
        (),
        (),
    )


@pytest.mark.parametrize("label", STYLES)
@pytest.mark.parametrize("asked", ["completa", "breve", "sintetica"])
async def test_a_message_and_its_receipts(town, trust, label, asked):
    for provider in (town.first, town.second):
        provider.desk = replace(provider.desk, style=STYLES[label])
    to = f"{COMUNE}, {BEA}"
    dispatch = await town.send(
        to, letter(to, Subject="=?utf-8?q?Perch=C3=A9_=3C_=26?=", X_TipoRicevuta=asked)
    )
    [envelope] = at(town, trust, COMUNE)
    accepted, *delivered = at(town, trust, ADA)
    kinds = [each.kind for each in (envelope, accepted, *delivered)]
    assert kinds == [Kind.TRANSPORT, Kind.ACCEPTANCE, Kind.DELIVERY, Kind.DELIVERY]
    for each in (envelope, accepted, *delivered):
        assert believed(each), each
        assert (each.sender, each.subject, each.at) == (ADA, "Perché < &", town.clock.now)
        assert (each.identifier, each.reference) == (dispatch.identifier, "<1@ada>")
        assert [recipient.address for recipient in each.recipients] == [COMUNE, BEA]
    assert [each.about for each in delivered] == [COMUNE, BEA]
    assert [each.receipt for each in delivered] == [asked, asked]
    assert [each.message is None for each in delivered] == [asked == "sintetica"] * 2
    assert [each.proof.signer for each in (envelope, delivered[0])] == [
        town.first.address,
        town.second.address,
    ]


async def test_the_message_inside_is_cut_out_byte_for_byte(town, trust):
    raw = letter(body="--\r\n" + "è" * 200 + "\r\n\r\n")
    dispatch = await town.send(message=raw)
    [envelope] = at(town, trust, COMUNE)
    own = b"Message-ID: <%b>\r\nX-Riferimento-Message-ID: <1@ada>" % dispatch.identifier.encode()
    assert envelope.message == raw.replace(b"Message-ID: <1@ada>", own)


async def test_what_fails_says_why(town, trust):
    town.boxes[COMUNE].full = True
    await town.send(COMUNE)
    await town.send("nessuno@legal.example.it")
    await town.send(BEA, trouble=Trouble(virus="arriving"))
    await town.send(trouble=Trouble(virus="leaving"))
    await town.send(message=letter(to=BEA))
    errors = [each for each in at(town, trust, ADA) if each.kind is not Kind.ACCEPTANCE]
    assert all(believed(each) for each in errors)
    told = [(each.kind, each.error, each.about, each.explained[:5]) for each in errors]
    assert told == [
        (Kind.DELIVERY_ERROR, "altro", COMUNE, "5.2.2"),
        (Kind.DELIVERY_ERROR, "no-dest", "nessuno@legal.example.it", "5.1.1"),
        (Kind.DELIVERY_ERROR, "virus", BEA, "5.5.1"),
        (Kind.NON_ACCEPTANCE, "virus", "", "virus"),
        (Kind.NON_ACCEPTANCE, "altro", "", "i des"),
    ]


async def test_what_providers_tell_each_other(town, trust):
    await town.send()
    await town.send(trouble=Trouble(virus="arriving"))
    taken, virus = at(town, trust, town.first.address)
    assert (taken.kind, virus.kind) == (Kind.TAKING_CHARGE, Kind.VIRUS)
    assert believed(taken)
    assert virus.proof.verdict is Verdict.VERIFIED


async def test_the_warning_of_24_hours_is_final_and_the_first_is_not(town, trust):
    await town.send(trouble=Trouble(lost=frozenset({"posta-certificata"})))
    for hours in (12, 12):
        town.clock.tick(hours=hours)
        await town.network.tend()
    _, first, last = at(town, trust, ADA)
    assert [(each.kind, each.about, each.final) for each in (first, last)] == [
        (Kind.DELIVERY_WARNING, COMUNE, False),
        (Kind.DELIVERY_WARNING, COMUNE, True),
    ]
    assert believed(first)
    assert believed(last)


async def test_a_recipient_outside_is_not_certified(town, trust):
    await town.send(f"{OUTSIDE}, {COMUNE}")
    accepted = at(town, trust, ADA)[0]
    assert [(each.address, each.certified) for each in accepted.recipients] == [
        (OUTSIDE, False),
        (COMUNE, True),
    ]


async def test_an_anomaly_certifies_nothing(town, trust):
    await town.network.ordinary(OUTSIDE, [COMUNE], letter(sender=OUTSIDE))
    [anomaly] = at(town, trust, COMUNE)
    assert (anomaly.kind, anomaly.sender) == (Kind.ANOMALY, "")
    assert anomaly.message == letter(sender=OUTSIDE)


@pytest.mark.parametrize(
    ("trouble", "verdict", "reason"),
    [
        pytest.param(Trouble(altered=EVERY), Verdict.FORGED, "digest", id="altered"),
        pytest.param(Trouble(forged=EVERY), Verdict.FORGED, "issuer-forged", id="another-key"),
    ],
)
async def test_what_is_not_genuine_is_not_believed(town, trust, trouble, verdict, reason):
    await town.send(trouble=trouble)
    for each in (*at(town, trust, COMUNE), *at(town, trust, ADA)):
        assert (each.proof.verdict, each.proof.reasons[0]) == (verdict, reason)


async def test_without_our_authority_nothing_is_proven(town):
    await town.send()
    [envelope] = at(town, Trust.agid(), COMUNE)
    assert (envelope.kind, envelope.proof.verdict) == (Kind.TRANSPORT, Verdict.UNVERIFIED)
    assert envelope.proof.reasons == ("issuer-unknown",)


async def test_a_header_that_the_sender_planted_is_reported(town, trust):
    await town.send(message=letter(X_Ricevuta="avvenuta-consegna"))
    [envelope] = at(town, trust, COMUNE)
    assert (envelope.kind, envelope.disagreements) == (Kind.TRANSPORT, ("X-Ricevuta",))
    assert envelope.proof.verdict is Verdict.VERIFIED


def test_a_document_type_is_never_followed(town, trust):
    town.first.desk = replace(town.first.desk, style=Style(doctype=True))
    dispatch = town.first.take(Draft.of(ADA, [COMUNE], letter()), lambda _: True)
    envelope = read_envelope(town.first.acceptance(dispatch).raw, trust)
    assert (envelope.kind, envelope.sender) == (Kind.ACCEPTANCE, ADA)
