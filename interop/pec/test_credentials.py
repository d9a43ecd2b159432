"""Credentials by PEC, over Postfix and Dovecot: by one's own address, by INAD over HTTP, or by a person."""

import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from itertools import count

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from channels.pec.envelope import Kind
from interop.mail.mails import mail
from platforms.pdnd import read_signing_key
from platforms.sandbox.inad import AUDIENCE, Domicile, SandboxInad, SandboxPdnd
from sportello.settings.identity import Identity
from sportello.settings.pdnd import Pdnd
from storage.applicants import SqlApplicants
from storage.citizens import Citizen, SqlCitizens
from storage.key_file import open_keyring

ADA = Citizen("", "RSSDAA80A41H501I", "Ada", "Rossi")
SAID = "Codice fiscale: RSSDAA80A41H501I\nNome e cognome: Ada Rossi\n"
UNKNOWN = "Codice fiscale: BNCGLI85M41F205B\nNome e cognome: Giulia Bianchi\n"
PURPOSE = "1b361d49-33f4-4f1e-a88b-4e12661f2300"
LINK = re.compile(r"http://127\.0\.0\.1:[0-9]+(/attiva/[\w-]+)")
OPEN = "select count(*) from request where kind = 'credentials' and state = 'open'"


@pytest.fixture(scope="module")
def key_file(tmp_path_factory):
    key = rsa.generate_private_key(65537, 2048)
    file = tmp_path_factory.mktemp("pdnd") / "key.pem"
    file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return file


@pytest.fixture
async def inad(site, office, key_file):
    """INAD and PDND on a port of their own, and a municipality that offers credentials and asks them."""
    numbers, platform = count(1), SandboxInad({}, office.now)
    client = SandboxPdnd("sportello", "a-key", read_signing_key(key_file.read_bytes()), PURPOSE)
    app = web.Application()
    app.add_routes(platform.routes(client, lambda: f"voucher{next(numbers)}"))
    async with TestServer(app) as server:
        site.groups = {
            "identity": Identity(local_credentials="on"),
            "pdnd": Pdnd(
                client_id="sportello",
                key_id="a-key",
                key_file=key_file,
                token_url=str(server.make_url("/pdnd/token.oauth2")),
                audience=AUDIENCE,
                inad_purpose=PURPOSE,
                inad_url=str(server.make_url("/inad")),
            ),
        }
        yield platform


def asking(body="", attached=b""):
    """Write for credentials, with a copy of the document or without."""

    def make(sender, **fields):
        if not attached:
            return mail(sender, "Credenziali", body or "Chiedo le credenziali.", **fields)
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = sender, fields["To"], "Credenziali"
        message["Message-ID"] = f"<{len(body)}.with-a-document@example.org>"
        message.set_content(body)
        message.add_attachment(attached, maintype="image", subtype="jpeg", filename="carta.jpg")
        return message.as_bytes(policy=policy.SMTP)

    return make


def told(envelope):
    text = message_from_bytes(envelope.message, policy=policy.default)
    return " ".join(text.get_body(("plain",)).get_content().split())


def plain(text):
    """An answer without what differs in every one: numbers and references."""
    return re.sub(r"[0-9]{7}/[0-9]{4}|[0-9A-Z]{4}-[0-9A-Z]{4}", "…", text)


async def registered(site, citizen):
    with site.store() as database:
        keyring = open_keyring(site.url)
        await SqlCitizens(database, keyring, lambda: "ada").keep([citizen], "desk")


async def page(site, link):
    async with aiohttp.ClientSession() as session, session.get(f"{site.web}{link}") as got:
        return got.status, await got.text()


async def test_the_owner_of_a_registered_pec_gets_a_link_whose_page_opens(site, inad):
    async with site.reading():
        await registered(site, Citizen("", ADA.fiscal_code, "Ada", "Rossi", pec=site.ada))
        await site.write(asking())
        text = told(await site.answer())
        status, shown = await page(site, LINK.search(text)[1])
    assert "Nome utente: ada.rossi" in text
    assert status == 200
    assert "ada.rossi" in shown
    assert "password" not in text.replace("scegliere la password", "").lower()
    assert inad.asked == []
    steps = site.rows("select what from access_log where citizen = 'ada' order by id")
    assert steps == [("person-known",), ("credential-offered",), ("credential-link",)]


async def test_inad_is_asked_for_the_registered_number_of_the_message(site, inad):
    inad.domiciles[ADA.fiscal_code] = [Domicile(site.ada)]
    async with site.reading():
        await site.write(asking(SAID))
        text = told(await site.answer())
    assert LINK.search(text)
    assert re.fullmatch(r"0000001/[0-9]{4}", inad.asked[0])
    assert len(inad.asked) == 1


async def test_who_writes_for_somebody_else_learns_nothing_of_them(site, inad):
    inad.domiciles[ADA.fiscal_code] = [Domicile(site.ada)]
    async with site.reading():
        await registered(site, Citizen("", ADA.fiscal_code, "Ada", "Rossi", pec=site.ada))
        await site.write(asking(SAID), sender=site.bea)
        known = told(await site.answer(user=site.bea))
        await site.write(asking(UNKNOWN), sender=site.bea)
        again = told(await site.answer(2, user=site.bea))
        assert [each for each in site.lying(site.ada) if each.kind is Kind.TRANSPORT] == []
    assert not LINK.search(known)
    assert "è già in mano a un impiegato" in again
    assert site.rows(OPEN) == [(1,)]
    assert site.rows("select what from access_log where what = 'credential-asked'") == [("credential-asked",)]


@pytest.mark.usefixtures("inad")
async def test_the_answer_for_nobody_is_the_same(site):
    async with site.reading():
        await registered(site, ADA)
        await site.write(asking(SAID), sender=site.bea)
        known = told(await site.answer(user=site.bea))
        await site.write(asking(UNKNOWN), sender=site.ada)
        nobody = told(await site.answer(user=site.ada))
    assert plain(known) == plain(nobody)
    assert "Manca una copia della carta d'identità" in nobody


async def test_a_missing_document_comes_later_and_waits_for_a_person(site, inad):
    async with site.reading():
        await site.write(asking(SAID))
        first = told(await site.answer())
        await site.write(asking(SAID, b"a picture"))
        second = told(await site.answer(2))
    assert "Manca una copia" in first
    assert "l'allegato" in second
    assert (len(inad.asked), site.rows(OPEN)) == (1, [(1,)])
    with site.store() as database:
        keyring = open_keyring(site.url)
        applicants = SqlApplicants(database, keyring, str, site.office.now, 30)
        [waiting] = await applicants.waiting(10)
        applicant, files = applicants.read(waiting), await applicants.files(waiting)
    assert (applicant.name, applicant.surname, applicant.pec) == ("Ada", "Rossi", site.ada)
    assert [file.content for file in files] == [b"a picture"]
    assert b"RSSDAA80A41H501I" not in repr(waiting.details).encode()


@pytest.mark.parametrize(
    ("how", "settings", "reason"),
    [
        ({"altered": frozenset({"posta-certificata"})}, {}, "pec-forged"),
        ({"forged": frozenset({"posta-certificata"})}, {}, "pec-forged"),
        ({}, {"trust": ()}, "pec-unverified"),
    ],
    ids=["altered", "forged", "unverified"],
)
async def test_what_is_not_genuine_is_told_apart_and_gets_no_word(site, inad, how, settings, reason):
    inad.domiciles[ADA.fiscal_code] = [Domicile(site.ada)]
    site.troubled(sender=site.ada, **how)
    async with site.reading(**settings):
        await site.write(asking(SAID))
        await site.until("select reason from inbox where status = 'parked'", [(reason,)])
    assert site.rows("select count(*) from outbox") == [(0,)]
    assert site.rows("select count(*) from link") == [(0,)]
    assert inad.asked == []
