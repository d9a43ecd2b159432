"""What arrives in a PEC mailbox, case by case: what becomes of it, and what the register has of it."""

from platforms.pec.trouble import FINE, Trouble
from storage.views import Views
from tests.channels.mail.scene import opened
from tests.front.pec_scene import ADA, BEA, PecScene, Providers, pec_counter, written
from tests.mail_peer import USER, providing

FORGED, ALTERED = (
    Trouble(forged=frozenset({"posta-certificata"})),
    Trouble(altered=frozenset({"posta-certificata"})),
)
IDENTIFIER = (
    "<Identificatore><CodiceAmministrazione>c_a123</CodiceAmministrazione><CodiceAOO>AOO1</CodiceAOO>"
    "<CodiceRegistro>PG</CodiceRegistro><NumeroRegistrazione>0000456</NumeroRegistrazione>"
    "<DataRegistrazione>2026-02-02</DataRegistrazione></Identificatore>"
)
SEGNATURA = f"<Segnatura><Intestazione>{IDENTIFIER}</Intestazione></Segnatura>"
CONFIRMATION = f"<ConfermaRicezione>{IDENTIFIER}</ConfermaRicezione>"
EXCEPTION = f"<NotificaEccezione>{IDENTIFIER}<Motivo>Illeggibile</Motivo></NotificaEccezione>"


def enclosing(name: str, content: str, more: str = "") -> bytes:
    """A message with a file."""
    plain = written(more=more).decode().replace("\r\n", "\n")
    fields, _, body = plain.replace("text/plain; charset=utf-8", 'multipart/mixed; boundary="b"').partition(
        "\n\n"
    )
    text = f"--b\nContent-Type: text/plain\n\n{body}"
    file = (
        f'--b\nContent-Type: application/xml\nContent-Disposition: attachment; filename="{name}"\n\n{content}'
    )
    return f"{fields}\n\n{text}\n{file}\n--b--\n".replace("\n", "\r\n").encode()


# A message, what happens to it, why it is set aside and how it ends, whether it is answered.
LETTERS = {
    "all well": (written(), FINE, "", "done", True),
    "signed by somebody else of that name": (written(), FORGED, "pec-forged", "parked", False),
    "altered on the way": (written(), ALTERED, "pec-forged", "parked", False),
    "a machine": (written(more="Auto-Submitted: auto-generated\n"), FINE, "pec-robot", "done", False),
    "a machine with a file": (
        enclosing("a.xml", "<a/>", "Auto-Submitted: auto-generated\n"),
        *(FINE, "pec-robot", "parked", False),
    ),
    "a list": (written(more="List-Id: <a.example>\n"), FINE, "pec-robot", "parked", False),
    "a counter like ours": (
        written(more="X-Sportello-Loop: altrove.example\n"),
        *(FINE, "loop", "done", False),
    ),
    "an office": (enclosing("Segnatura.xml", SEGNATURA), FINE, "pec-office", "parked", False),
    "its confirmation": (enclosing("Conferma.xml", CONFIRMATION), FINE, "pec-notice", "done", False),
    "its exception": (enclosing("Eccezione.xml", EXCEPTION), FINE, "pec-notice", "parked", False),
    "a file of that name": (enclosing("segnatura.xml", "?"), FINE, "pec-office", "parked", False),
    "a planted field": (written(more="X-Ricevuta: avvenuta-consegna\n"), FINE, "pec-robot", "parked", False),
    "an unreadable message": (
        written().replace(b"text/plain", b"multipart/mixed"),
        *(FINE, "unreadable", "parked", True),
    ),
}
SENDERS = {
    "an invoice": ("sdi01@pec.fatturapa.it", "pec-invoice", "parked"),
    "a provider": ("posta-certificata@gestore.example.it", "pec-provider", "parked"),
    "nobody": ("noreply@pec.example.it", "pec-robot", "parked"),
    "ourselves": (USER, "ours", "done"),
}


async def test_every_letter_is_registered_whatever_becomes_of_it(pec):
    for number, (raw, trouble, *_) in enumerate(LETTERS.values(), 1):
        citizen = f"citizen{number}@pec.example.it"
        await pec.writes(raw.replace(ADA.encode(), citizen.encode()), trouble, sender=citizen)
    ended = await pec.rows("select reason, status from inbox order by id")
    assert dict(zip(LETTERS, ended, strict=True)) == {name: case[2:4] for name, case in LETTERS.items()}
    answered = {each.recipient for each in pec.scene.sent}
    citizens = [
        f"citizen{number}@pec.example.it" for number, case in enumerate(LETTERS.values(), 1) if case[4]
    ]
    assert answered == set(citizens)
    entered = await pec.rows(
        "select sender, theirs from register_entry where direction = 'in' order by number"
    )
    assert [sender for sender, _ in entered] == [
        f"citizen{number}@pec.example.it" for number in range(1, len(LETTERS) + 1)
    ]
    assert entered[list(LETTERS).index("an office")][1] == "c_a123/AOO1 0000456/2026"


async def test_by_their_certified_address_machines_are_known(pec):
    network = pec.providers.network
    network._providers["pec.fatturapa.it"] = network.provider(ADA)
    for sender, *_ in SENDERS.values():
        assert await pec.writes(written(sender=sender), sender=sender) == []
    query = "select reason, status from inbox where reason != 'receipt-unknown' order by id"
    assert await pec.rows(query) == [case[1:] for case in SENDERS.values()]


async def test_an_answer_goes_to_the_certified_sender_and_not_to_reply_to(pec):
    [answer] = await pec.writes(written(more="Reply-To: carlo@example.org\n"))
    assert answer.recipient == ADA


async def test_a_letter_to_somebody_else_that_was_put_into_our_mailbox(pec):
    await pec.providers.network.submit(ADA, [BEA], written().replace(USER.encode(), BEA.encode()))
    theirs = pec.providers.network.mailbox(BEA).mails[-1].lying
    assert await pec.lies(theirs) == []
    assert await pec.rows("select reason, status from inbox") == [("pec-not-ours", "parked")]


async def test_a_copy_is_known_and_a_forged_one_takes_nobody_s_place(pec):
    true = await pec.envelope(written())
    false = true.replace(b"Il giorno", b"Al giorno", 1)
    given = [await pec.lies(each) for each in (false, true, false, true)]
    assert [len(each) for each in given] == [0, 1, 0, 0]
    assert await pec.rows("select reason from inbox order by id") == [("pec-forged",), ("",)]
    assert await pec.rows("select count(*) from register_entry where direction = 'in'") == [(2,)]


async def test_what_is_not_certified_is_kept_for_staff_and_not_registered(pec):
    raw = written(sender="carlo@example.org")
    await pec.providers.network.ordinary("carlo@example.org", [USER], raw)
    await pec.lies(raw)
    await pec.lies(b"X-Trasporto: posta-certificata\r\n" + raw)
    assert await pec.rows("select reason, status, sender from inbox order by id") == [
        ("anomalia", "parked", "carlo@example.org"),
        ("ordinary", "parked", "carlo@example.org"),
    ]
    parked = await Views(pec.scene.database).parked()
    assert [(one.assurance.verdict, one.has_sender) for one in parked] == [("none", False)] * 2
    assert await pec.rows("select count(*) from register_entry") == [(0,)]
    assert pec.scene.sent == []


async def test_two_robots_facing_each_other_stop(pec):
    """The other one answers whatever comes, and tells by no header that it is a machine."""
    answers, rounds = await pec.writes(written("stato", "")), 0
    while answers and rounds < 50:
        rounds += 1
        subject = answers[-1].mail["Subject"]
        answers = await pec.writes(written(subject, "Ho ricevuto il suo messaggio.", number=100 + rounds))
    assert rounds == 10


async def test_a_letter_that_is_too_large_is_registered_by_its_header(desk, clock, pec_keys, tmp_path):
    async with pec_counter(desk, clock, tmp_path, pec_keys(), largest_megabytes=1) as pec:
        assert await pec.writes(written("Planimetrie", "a" * 1_000_000)) == []
        await pec.lies(pec.last)
        assert await pec.rows("select reason, status, sender from inbox") == [("large", "parked", ADA)]
        entered = await pec.rows("select sender, subject from register_entry")
        assert entered == [(ADA, "POSTA CERTIFICATA: Planimetrie")]


async def test_a_letter_that_is_believed_only_later_keeps_its_number(desk, clock, pec_keys, tmp_path):
    """The authority's file was forgotten; then the provider numbers the mailbox anew."""
    async with providing() as peer:
        providers, trust = Providers(peer, clock, pec_keys()), tmp_path / "authority.pem"
        trust.write_bytes(providers.authority.pem)
        async with opened(peer, desk, clock, tmp_path, group="pec") as before:
            await before.heard.until("well")
            assert await PecScene(before, providers).writes(written()) == []
            assert await before.rows("select reason from inbox") == [("pec-unverified",)]
        await peer.renumber()
        async with opened(peer, desk, clock, tmp_path, group="pec", trust=trust) as after:
            await after.turn()
            assert ["n. 0000001/2026" in each.words for each in after.sent] == [True]
            assert await after.rows("select direction from register_entry") == [("in",), ("out",)]
