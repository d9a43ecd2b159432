"""What a provider seals for us is opened with our key, and believed for the signature inside alone."""

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from joserfc import jwe
from joserfc.jwk import OctKey, RSAKey

from bot.errors import Misconfigured
from platforms.oidc.keys import SigningKey
from platforms.oidc.reason import Reason
from platforms.oidc.sealed import OpeningKey
from tests.platforms.oidc.conftest import OURS
from tests.platforms.oidc.peer import KEY, STRAY, compact, pem

OPENING, OLD = [OpeningKey.from_pem(key.as_pem(private=True)) for key in (KEY, STRAY)]
ALL = ["RSA-OAEP", "RSA-OAEP-256", "RSA1_5", "dir", "A128CBC-HS256", "A256GCM", "DEF"]


def sealed(token, key=OPENING, **header):
    """Seal a token for us, as whoever reads our published keys can."""
    to = RSAKey.import_key({name: key.public[name] for name in ("kty", "n", "e")})
    header = {"alg": "RSA-OAEP-256", "enc": "A128CBC-HS256", "cty": "JWT"} | header
    return jwe.encrypt_compact(header, token.encode(), to, algorithms=ALL)


def signed(claims):
    return compact({"kid": "k1"}, claims, KEY)


@pytest.fixture
def careful(counter):
    return counter.knows(opening_keys=(OPENING, OLD))


@pytest.mark.parametrize("key", [OPENING, OLD], ids=["new", "old"])
async def test_both_tokens_may_be_sealed_with_either_key(key, careful, peer):
    peer.sign = lambda claims: sealed(signed(claims), key)
    assert (await careful.log_in()).name == "Mario"


@pytest.mark.parametrize(
    ("sign", "reason"),
    [
        pytest.param(
            lambda c: sealed(compact({"kid": "k1"}, c, STRAY)), Reason.FORGED, id="signed by another"
        ),
        pytest.param(lambda _: sealed("{}"), Reason.UNREADABLE, id="not signed"),
        pytest.param(lambda c: sealed(sealed(signed(c))), Reason.UNREADABLE, id="sealed twice"),
        pytest.param(lambda c: sealed(signed(c), zip="DEF"), Reason.UNREADABLE, id="compressed"),
        pytest.param(lambda c: sealed(signed(c))[:-2] + "AA", Reason.UNREADABLE, id="altered"),
        pytest.param(lambda _: "....", Reason.UNREADABLE, id="empty"),
        pytest.param(lambda _: "e30.e30.e30.e30.e30", Reason.UNREADABLE, id="odd"),
        pytest.param(
            lambda c: sealed(signed(c), OpeningKey.from_pem(pem(rsa.generate_private_key(65537, 2048)))),
            Reason.UNREADABLE,
            id="for another",
        ),
        pytest.param(
            lambda c: jwe.encrypt_compact(
                {"alg": "dir", "enc": "A128CBC-HS256"},
                signed(c),
                OctKey.import_key(b"x" * 32),
                algorithms=ALL,
            ),
            Reason.UNREADABLE,
            id="a shared key",
        ),
    ],
)
async def test_what_is_sealed_wrongly(sign, reason, careful, peer):
    peer.sign = sign
    assert (await careful.refusal()).reason is reason


@pytest.mark.filterwarnings("ignore:.*RSA1_5:joserfc.errors.SecurityWarning")
async def test_the_old_padding_is_refused(careful, peer):
    peer.sign = lambda claims: sealed(signed(claims), alg="RSA1_5")
    assert (await careful.refusal()).reason is Reason.UNREADABLE


async def test_without_a_key_nothing_is_opened(counter, peer):
    peer.sign = lambda claims: sealed(signed(claims))
    assert (await counter.refusal()).reason is Reason.UNREADABLE


def test_what_is_published_holds_no_secret(counter):
    keys = counter.knows(opening_keys=(OPENING,)).party.provider.published["keys"]
    assert [(each["kty"], each["use"]) for each in keys] == [("EC", "sig"), ("RSA", "enc")]
    assert not {"d", "p", "q", "dp", "dq", "qi"} & {name for each in keys for name in each}
    assert keys[0]["kid"] == OURS.kid


@pytest.mark.parametrize("key", [ec.generate_private_key(ec.SECP256R1())], ids=["curve"])
def test_a_key_that_cannot_open_is_refused_at_start(key):
    assert SigningKey.from_pem(pem(key))
    with pytest.raises(Misconfigured):
        OpeningKey.from_pem(pem(key))
