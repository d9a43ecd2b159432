"""The office itself: Postfix and Dovecot, which others made, carry what our provider writes, seal and all."""

import smtplib

import pytest

from channels.pec.envelope import Kind
from interop.mail.mails import mail


async def test_a_message_and_its_receipts_keep_their_seals_on_the_way(office, site):
    body = "--\n.\n..punto\n" + "riga lunga " * 80 + "\nperché\n"
    await office.submit(site.ada, site.bea, mail(site.ada, "Prova", body, To=site.bea, Message_ID="<1@ada>"))
    await office.until(site.bea, 1)
    await office.until(site.ada, 2)
    [envelope] = site.lying(site.bea)
    receipts = {each.kind: each for each in site.lying(site.ada)}
    assert envelope.kind is Kind.TRANSPORT
    assert receipts.keys() == {Kind.ACCEPTANCE, Kind.DELIVERY}
    for each in (envelope, *receipts.values()):
        assert each.verified, each.proof
        assert (each.sender, each.reference) == (site.ada, "<1@ada>")
    assert receipts[Kind.DELIVERY].about == site.bea
    assert body.encode().replace(b"\n", b"\r\n") in envelope.message.replace(b"\r\n", b"\n").replace(
        b"\n", b"\r\n"
    )


async def test_nobody_writes_in_another_s_name(office, site):
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        await office.submit(site.ada, site.bea, mail(site.ada, "Prova", To=site.bea), account=site.bea)
    assert refused.value.recipients[site.bea][0] == 553


async def test_what_is_not_in_form_is_refused_by_a_notice(office, site):
    await office.submit(site.ada, site.bea, mail(site.ada, "Prova", To="bob@pec.example.it"))
    await office.until(site.ada, 1)
    [refusal] = site.lying(site.ada)
    assert (refusal.kind, refusal.verified) == (Kind.NON_ACCEPTANCE, True)
    assert office.lying(site.bea) == []
