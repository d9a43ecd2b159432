"""The door with mutual TLS: the right certificate passes, none and a stranger's do not."""

import socket
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, NoEncryption
from cryptography.hazmat.primitives.serialization import PrivateFormat as Private
from cryptography.x509.oid import NameOID

from bot.errors import Misconfigured
from platforms.pagopa.station import Answer
from sportello.pagopa_door import mutual_tls, own_port, public_routes
from sportello.settings.pagopa import PagoPa
from sportello.web.pagopa import Door
from tests import certificates

LONG = timedelta(days=36500)
SERVER = Path(certificates.AUTHORITY).with_name("server.pem")


class Anybody:
    """Somebody with a key, a certificate for it, and a file with both."""

    def __init__(self, folder, name, issuer=None, *, authority=False):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        by = issuer or self
        self.certificate = (
            x509.CertificateBuilder()
            .subject_name(self.name)
            .issuer_name(by.name)
            .public_key(self.key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(datetime(2000, 1, 1, tzinfo=UTC))
            .not_valid_after(datetime(2000, 1, 1, tzinfo=UTC) + LONG)
            .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
            .sign(by.key, hashes.SHA256())
        )
        self.file = folder / f"{name}.pem"
        self.file.write_bytes(
            self.shown + self.key.private_bytes(Encoding.PEM, Private.PKCS8, NoEncryption())
        )

    @property
    def shown(self):
        return self.certificate.public_bytes(Encoding.PEM)


@pytest.fixture(scope="session")
def people(tmp_path_factory):
    folder = tmp_path_factory.mktemp("people")
    authority = Anybody(folder, "authority", authority=True)
    elsewhere = Anybody(folder, "elsewhere", authority=True)
    return {
        "authority": authority,
        "node": Anybody(folder, "node", authority),
        "sister": Anybody(folder, "sister", authority),
        "stranger": Anybody(folder, "stranger", elsewhere),
        "himself": Anybody(folder, "himself"),
    }


class Pretended:
    async def answer(self, *_):
        return Answer(b"<yes/>", "paSendRT", "paid")


DOOR = Door(Pretended(), (), lambda *_: None, lambda: "c1")


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def settings(authorities, certificate=SERVER, **changes):
    return PagoPa(
        tls_port=free_port(), tls_certificate=certificate, tls_authorities=authorities.file, **changes
    )


def showing(somebody):
    """What a caller trusts and shows."""
    context = ssl.create_default_context(cafile=certificates.AUTHORITY)
    if somebody:
        context.load_cert_chain(somebody.file)
    return context


async def call(port, somebody):
    """Post a message; its answer, or "refused" where the handshake ended it."""
    headers = {"Content-Type": "text/xml"}
    url = f"https://127.0.0.1:{port}/pagopa/node"
    async with aiohttp.ClientSession() as session:
        try:
            async with session.post(url, data=b"<x/>", headers=headers, ssl=showing(somebody)) as got:
                return got.status, await got.read()
        except (aiohttp.ClientError, ssl.SSLError, ConnectionError):
            return "refused"


CALLERS = [
    pytest.param("authority", "node", (200, b"<yes/>"), id="of the authority"),
    pytest.param("authority", None, "refused", id="no certificate"),
    pytest.param("authority", "stranger", "refused", id="of another authority"),
    pytest.param("authority", "himself", "refused", id="made by himself"),
    pytest.param("node", "node", (200, b"<yes/>"), id="the very certificate"),
    pytest.param("node", "sister", "refused", id="another of the same authority"),
]


@pytest.mark.parametrize(("trusted", "shown", "answered"), CALLERS)
async def test_who_passes(people, trusted, shown, answered):
    group = settings(people[trusted])
    async with own_port(group, "127.0.0.1", DOOR) as port:
        assert port == group.tls_port
        assert await call(port, people.get(shown)) == answered


async def test_plain_text_is_not_heard(people):
    group = settings(people["authority"])
    async with own_port(group, "127.0.0.1", DOOR) as port, aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.ClientError):
            await session.post(f"http://127.0.0.1:{port}/pagopa/node", data=b"<x/>")


async def test_nothing_else_is_served_there(people):
    async with own_port(settings(people["authority"]), "127.0.0.1", DOOR) as port:
        url, context = f"https://127.0.0.1:{port}/metrics", showing(people["node"])
        async with aiohttp.ClientSession() as session, session.get(url, ssl=context) as got:
            assert got.status == 404


def test_old_protocols_are_over(people):
    assert mutual_tls(settings(people["authority"])).minimum_version is ssl.TLSVersion.TLSv1_2


def test_with_a_port_of_its_own_the_web_server_has_no_such_route(people):
    assert public_routes(settings(people["authority"]), DOOR) == []
    assert [route.path for route in public_routes(PagoPa(), DOOR)] == ["/pagopa/node"]


async def test_without_a_port_nothing_listens():
    async with own_port(PagoPa(), "127.0.0.1", DOOR) as port:
        assert port == 0


async def test_a_port_that_is_taken_is_told(people):
    group = settings(people["authority"])
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", group.tls_port))
        taken.listen()
        with pytest.raises(Misconfigured, match="tls_port"):
            async with own_port(group, "127.0.0.1", DOOR):
                pass


def test_certificates_that_cannot_be_used_are_told(people, tmp_path):
    empty, locked = tmp_path / "empty.pem", tmp_path / "locked.pem"
    empty.write_text("")
    node = people["node"]
    key = node.key.private_bytes(Encoding.PEM, Private.PKCS8, BestAvailableEncryption(b"x" * 8))
    locked.write_bytes(node.shown + key)
    for certificate in (empty, locked, tmp_path / "none.pem"):
        with pytest.raises(Misconfigured, match="tls_certificate"):
            mutual_tls(settings(node, certificate=certificate))
    group = settings(node).model_copy(update={"tls_authorities": empty})
    with pytest.raises(Misconfigured, match="tls_authorities"):
        mutual_tls(group)
