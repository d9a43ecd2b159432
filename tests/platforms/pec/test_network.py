"""What follows a message on a PEC network, when all goes well and when it does not."""

import pytest

from platforms.pec.checks import Limits
from platforms.pec.mail import Mail
from platforms.pec.trouble import Trouble
from tests.platforms.pec.town import ADA, BEA, COMUNE, OUTSIDE, Town, daticert, enclosed, letter, opened

ENVELOPE, ACCEPTED, DELIVERED = "posta-certificata", "accettazione", "avvenuta-consegna"
FAILED, WARNED, REFUSED = "errore-consegna", "preavviso-errore-consegna", "non-accettazione"


@pytest.fixture
def town(spare_keys):
    return Town(spare_keys)


def only(kind):
    return frozenset({kind})


async def test_a_message_arrives_and_its_receipts_come_back(town):
    dispatch = await town.send()
    assert town.kinds(COMUNE) == [ENVELOPE]
    assert town.kinds(ADA) == [ACCEPTED, DELIVERED]
    assert town.kinds(town.first.address) == ["presa-in-carico"]
    mail, parts = opened(town.last(COMUNE))
    assert mail["From"] == f'"Per conto di: {ADA}" <posta-certificata@gestore.example.it>'
    assert mail["Subject"] == "POSTA CERTIFICATA: Multa V1/2026"
    assert mail["Message-ID"] == f"<{dispatch.identifier}>"
    assert mail["X-Riferimento-Message-ID"] == "<1@ada>"
    assert list(parts) == ["text/plain", "daticert.xml", "postacert.eml"]


async def test_the_message_inside_is_the_one_that_was_sent_but_for_its_id(town):
    sent = letter(body="--\r\nuna riga lunga " + "à" * 300 + "\r\n\r\n")
    dispatch = await town.send(message=sent)
    own = b"Message-ID: <%b>\r\nX-Riferimento-Message-ID: <1@ada>" % dispatch.identifier.encode()
    assert enclosed(town.last(COMUNE)) == sent.replace(b"Message-ID: <1@ada>", own)
    assert enclosed(town.last(ADA)) == enclosed(town.last(COMUNE))


async def test_receipts_speak_of_the_message_and_of_one_recipient(town):
    dispatch = await town.send(f"{COMUNE}, {BEA}")
    accepted, *delivered = (daticert(each.raw) for each in town.network.mailbox(ADA).mails)
    assert [each.text for each in accepted.iter("destinatari")] == [COMUNE, BEA]
    assert [each.findtext("dati/consegna") for each in delivered] == [COMUNE, BEA]
    for each in (accepted, *delivered):
        assert each.findtext("dati/msgid") == "<1@ada>"
        assert each.findtext("dati/identificativo") == dispatch.identifier
        assert each.findtext("intestazione/mittente") == ADA
    assert accepted.findtext("dati/gestore-emittente") == "Gestore gestore.example.it"
    assert delivered[0].findtext("dati/gestore-emittente") == "Gestore legal.example.it"


@pytest.mark.parametrize(
    ("message", "recipients", "reason"),
    [
        pytest.param(letter(sender=BEA), [COMUNE], "reverse path", id="somebody-else-in-From"),
        pytest.param(letter(From=f"{ADA}, {BEA}"), [COMUNE], "From", id="two-in-From"),
        pytest.param(letter(to=""), [COMUNE], "To", id="nobody-in-To"),
        pytest.param(letter(Bcc=BEA), [COMUNE], "Bcc", id="Bcc"),
        pytest.param(letter(), [COMUNE, BEA], "forward path", id="a-recipient-that-is-not-written"),
        pytest.param(
            letter(to=f"{COMUNE}, {BEA}"), [COMUNE], "forward path", id="one-written-and-not-sent-to"
        ),
        pytest.param(letter(body="x" * 5_001), [COMUNE], "dimensione", id="too-large"),
        pytest.param(
            letter(f"{COMUNE}, {BEA}", "x" * 2_501), [COMUNE, BEA], "dimensione", id="too-large-for-two"
        ),
    ],
)
async def test_what_is_not_in_form_is_refused(town, message, recipients, reason):
    town.first.limits = Limits(total_bytes=5_000)
    assert await town.network.submit(ADA, recipients, message) is None
    assert town.kinds(ADA) == [REFUSED]
    refusal = daticert(town.last(ADA))
    assert (refusal.get("tipo"), refusal.get("errore")) == (REFUSED, "altro")
    assert reason in refusal.findtext("dati/errore-esteso")
    assert town.kinds(COMUNE) == town.kinds(BEA) == []


@pytest.mark.parametrize(
    ("fields", "kind", "inside"),
    [
        pytest.param({}, "completa", True, id="as-usual"),
        pytest.param({"X_TipoRicevuta": "breve"}, "breve", True, id="brief"),
        pytest.param({"X_TipoRicevuta": "sintetica"}, "sintetica", False, id="short"),
        pytest.param({"X_TipoRicevuta": "lunghissima"}, "completa", True, id="what-does-not-exist"),
        pytest.param({"To": BEA, "Cc": COMUNE}, "sintetica", False, id="to-somebody-in-Cc"),
    ],
)
async def test_the_delivery_receipt_is_the_one_asked_for(town, fields, kind, inside):
    await town.network.submit(ADA, [BEA, COMUNE], letter(f"{BEA}, {COMUNE}", **fields))
    receipt = town.last(ADA)
    assert daticert(receipt).find("dati/ricevuta").get("tipo") == kind
    assert ("postacert.eml" in opened(receipt)[1]) is inside


async def full(town):
    town.boxes[COMUNE].full = True
    await town.send()


async def too_much(town):
    town.network.open("piccola@legal.example.it", quota=4_000)
    await town.send("piccola@legal.example.it")


async def missing(town):
    await town.send("nessuno@legal.example.it")


async def infected(town):
    await town.send(trouble=Trouble(virus="arriving"))


@pytest.mark.parametrize(
    ("happens", "error", "code"),
    [
        pytest.param(full, "altro", "5.2.2", id="a-full-mailbox"),
        pytest.param(too_much, "altro", "5.2.2", id="a-mailbox-too-small"),
        pytest.param(missing, "no-dest", "5.1.1", id="no-such-mailbox"),
        pytest.param(infected, "virus", "5.5.1", id="a-virus"),
    ],
)
async def test_what_cannot_be_delivered_is_told(town, happens, error, code):
    await happens(town)
    assert town.kinds(ADA) == [ACCEPTED, FAILED]
    notice = daticert(town.last(ADA))
    assert notice.get("errore") == error
    assert notice.findtext("dati/errore-esteso").startswith(code)
    assert (opened(town.last(ADA))[0]["X-VerificaSicurezza"] == "errore") is (error == "virus")


async def test_a_virus_is_told_to_the_sender_s_provider_and_no_user_sees_that(town):
    await infected(town)
    assert town.kinds(town.first.address) == ["rilevazione-virus"]
    assert opened(town.last(town.first.address))[0]["X-Mittente"] == ADA


async def test_a_virus_in_what_leaves_is_refused(town):
    assert await town.send(trouble=Trouble(virus="leaving")) is None
    assert daticert(town.last(ADA)).get("errore") == "virus"
    assert opened(town.last(ADA))[0]["X-VerificaSicurezza"] == "errore"


async def test_to_an_address_outside_goes_the_envelope_and_no_receipt_comes(town):
    await town.send(f"{OUTSIDE}, {COMUNE}")
    accepted = daticert(town.network.mailbox(ADA).mails[0].raw)
    assert [each.get("tipo") for each in accepted.iter("destinatari")] == ["esterno", "certificato"]
    assert town.kinds(ADA) == [ACCEPTED, DELIVERED]
    assert [each.recipients for each in town.network.outside] == [(OUTSIDE,)]


async def test_ordinary_mail_comes_in_an_anomaly_envelope_that_certifies_nothing(town):
    await town.network.ordinary(OUTSIDE, [COMUNE], letter(sender=OUTSIDE))
    mail, parts = opened(town.last(COMUNE))
    assert mail["X-Trasporto"] == "errore"
    assert mail["Subject"] == "ANOMALIA MESSAGGIO: Multa V1/2026"
    assert "posta-certificata@legal.example.it" in mail["From"]
    assert list(parts) == ["text/plain", "postacert.eml"]
    assert enclosed(town.last(COMUNE)) == letter(sender=OUTSIDE)


async def test_what_is_late_comes_when_it_is_let(town):
    await town.send(trouble=Trouble(late=only(ACCEPTED), twice=only(ACCEPTED)))
    assert town.kinds(ADA) == [DELIVERED]
    await town.network.release()
    assert town.kinds(ADA) == [DELIVERED, ACCEPTED, ACCEPTED]


async def test_a_late_envelope_is_warned_of_twice_and_delivered_after_all(town):
    await town.send(trouble=Trouble(late=only(ENVELOPE)))
    for hours in (11, 2, 1, 11, 5):
        town.clock.tick(hours=hours)
        await town.network.tend()
    assert town.kinds(ADA) == [ACCEPTED, WARNED, WARNED]
    first, last = (
        daticert(each.raw).findtext("dati/errore-esteso") for each in list(town.boxes[ADA].mails)[1:]
    )
    assert not first.startswith("5.4.1")
    assert last.startswith("5.4.1")
    await town.network.release()
    assert town.kinds(ADA)[3:] == [DELIVERED]
    assert town.kinds(COMUNE) == [ENVELOPE]


async def test_a_lost_envelope_never_comes(town):
    await town.send(trouble=Trouble(lost=only(ENVELOPE)))
    town.clock.tick(hours=25)
    await town.network.tend()
    await town.network.tend()
    await town.network.release()
    assert town.kinds(ADA) == [ACCEPTED, WARNED]
    assert town.kinds(COMUNE) == []


async def test_receipts_double_get_lost_and_turn_round(town):
    await town.send(trouble=Trouble(twice=only(DELIVERED), lost=only(ACCEPTED)))
    assert town.kinds(ADA) == [DELIVERED, DELIVERED]
    first, second = town.boxes[ADA].mails
    assert first.raw == second.raw
    await town.send(trouble=Trouble(backwards=True))
    assert town.kinds(ADA)[2:] == [DELIVERED, ACCEPTED]


async def test_a_receipt_may_refer_to_what_nobody_sent(town):
    await town.send(trouble=Trouble(unknown=only(ACCEPTED)))
    accepted, delivered = (daticert(each.raw).findtext("dati/msgid") for each in town.boxes[ADA].mails)
    assert accepted.endswith("@altrove.example>")
    assert delivered == "<1@ada>"


async def test_whoever_watches_is_told(town):
    seen = []

    async def note(filed):
        seen.append((filed.number, filed.kind))

    town.network.open("desk@legal.example.it", on_mail=note)
    await town.send("desk@legal.example.it")
    assert seen == [(1, ENVELOPE)]
    watching = town.boxes[ADA].watch()
    assert [(await anext(watching)).kind for _ in range(2)] == [ACCEPTED, DELIVERED]
    await town.send()
    assert (await anext(watching)).number == 3
    await watching.aclose()


async def test_a_mailbox_forgets_what_is_oldest(town):
    box = town.network.open("desk@legal.example.it", quota=8_000)
    for number in range(3):
        await box.file(Mail("x", ADA, (box.address,), bytes(4_000)), town.clock())
        assert box.fits(4_000) is (number == 0)
    assert [each.number for each in box.mails] == [2, 3]
    assert box.mails[0].lying.startswith(b"Return-Path: <ada@pec.example.it>\r\n\0")


async def test_nobody_submits_without_a_provider(town):
    with pytest.raises(LookupError):
        await town.network.submit(OUTSIDE, [COMUNE], letter(sender=OUTSIDE))
