"""Tokens that are not what the provider made for us, and the name of what is wrong with each."""

import hashlib
import hmac
import json

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding

from platforms.oidc.reason import Reason
from tests.platforms.oidc.peer import (
    CLIENT,
    FISCAL,
    GONE,
    KEY,
    LEVELS,
    STRAY,
    b64,
    by_hand,
    compact,
    public,
)

OTHER = "https://another.example.it"


@pytest.mark.parametrize(
    ("claims", "reason"),
    [
        pytest.param({"iss": "https://idp.example.org"}, Reason.WRONG_ISSUER, id="another issuer"),
        pytest.param({"iss": GONE}, Reason.WRONG_ISSUER, id="no issuer"),
        pytest.param({"aud": OTHER}, Reason.WRONG_AUDIENCE, id="for somebody else"),
        pytest.param({"aud": GONE}, Reason.WRONG_AUDIENCE, id="for nobody"),
        pytest.param({"aud": [CLIENT, OTHER]}, Reason.WRONG_AUDIENCE, id="for two, given to nobody"),
        pytest.param(
            {"aud": [CLIENT, OTHER], "azp": OTHER}, Reason.WRONG_AUDIENCE, id="for two, given to the other"
        ),
        pytest.param({"azp": OTHER}, Reason.WRONG_AUDIENCE, id="given to somebody else"),
        pytest.param({"aud": {"a": CLIENT}}, Reason.WRONG_AUDIENCE, id="an odd audience"),
        pytest.param({"nonce": "another"}, Reason.WRONG_NONCE, id="another login's"),
        pytest.param({"nonce": GONE}, Reason.WRONG_NONCE, id="no nonce"),
        pytest.param({"nonce": ["x"]}, Reason.WRONG_NONCE, id="an odd nonce"),
        pytest.param({"at_hash": "x"}, Reason.WRONG_ACCESS, id="another access token's"),
        pytest.param({"at_hash": None}, Reason.WRONG_ACCESS, id="an odd hash"),
        pytest.param({"acr": LEVELS[0]}, Reason.TOO_LOW, id="one level less"),
        pytest.param({"acr": GONE}, Reason.TOO_LOW, id="no level"),
        pytest.param({"acr": "https://www.spid.gov.it/SpidL9"}, Reason.TOO_LOW, id="an unknown level"),
        pytest.param({"acr": LEVELS[1:]}, Reason.TOO_LOW, id="several levels"),
        pytest.param({"exp": GONE}, Reason.UNREADABLE, id="for ever"),
        pytest.param({"iat": GONE}, Reason.UNREADABLE, id="made at no time"),
        pytest.param({"exp": "2026"}, Reason.UNREADABLE, id="until a word"),
        pytest.param({"exp": True}, Reason.UNREADABLE, id="until true"),
        pytest.param({"exp": float("nan")}, Reason.UNREADABLE, id="until no number"),
        pytest.param({"exp": float("inf")}, Reason.UNREADABLE, id="until infinity"),
        pytest.param({"exp": 10**4000}, Reason.UNREADABLE, id="until a very long number"),
        pytest.param({"sub": ""}, Reason.UNREADABLE, id="nobody"),
        pytest.param({"sub": GONE}, Reason.UNREADABLE, id="no subject"),
        pytest.param({"sub": "x" * 256}, Reason.UNREADABLE, id="a long subject"),
        pytest.param({"sub": 7}, Reason.UNREADABLE, id="a number"),
        pytest.param({"sub": "another"}, Reason.WRONG_SUBJECT, id="the data are another's"),
        pytest.param({FISCAL: "TINIT-FNTGLI92E57F205F"}, Reason.CONTRADICTORY, id="two fiscal codes"),
        pytest.param({"birthdate": "1980-01-02"}, Reason.CONTRADICTORY, id="two birth dates"),
    ],
)
async def test_a_signed_token_is_not_believed(claims, reason, counter, peer):
    peer.claims = claims
    assert (await counter.refusal()).reason is reason


@pytest.mark.parametrize(
    ("name", "seconds", "reason"),
    [
        ("exp", -61, Reason.EXPIRED),
        ("exp", -1e6, Reason.EXPIRED),
        ("iat", 61, Reason.NOT_YET),
        ("nbf", 61, Reason.NOT_YET),
        ("iat", -601, Reason.EXPIRED),
    ],
)
async def test_a_token_of_another_time_is_not_believed(name, seconds, reason, counter, peer):
    peer.claims = {name: counter.clock().timestamp() + seconds}
    assert (await counter.refusal()).reason is reason


def with_public_key_as_secret(claims):
    """Sign by HMAC with what everybody has: the provider's public key, as the file it is published in."""
    secret = KEY.as_pem(private=False)
    return by_hand(
        {"alg": "HS256", "kid": "k1"}, claims, lambda text: hmac.digest(secret, text, hashlib.sha256)
    )


def rightly(text):
    return KEY.private_key.sign(text, padding.PKCS1v15(), hashes.SHA256())


def with_extension(**header):
    return lambda claims: by_hand({"alg": "RS256", "kid": "k1", **header}, claims, rightly)


def unsigned(claims):
    return by_hand({"alg": "none", "kid": "k1"}, claims, lambda _: b"")


def altered(claims):
    head, _, signature = compact({"kid": "k1"}, claims, KEY).split(".")
    return f"{head}.{b64(json.dumps({**claims, 'acr': LEVELS[2]}).encode())}.{signature}"


def own_key_inside(claims):
    return compact({"kid": "mine", "jwk": STRAY.as_dict(private=False)}, claims, STRAY)


def own_key_elsewhere(claims):
    return compact({"kid": "mine", "jku": "https://idp.example.org/jwks"}, claims, STRAY)


async def test_signing_by_hand_is_signing(counter, peer):
    """Else the cases below would be refused for a reason of their own."""
    peer.sign = with_extension(typ="JWT", x5c=["a" * 3000])
    assert await counter.log_in()


@pytest.mark.parametrize(
    ("sign", "reason"),
    [
        pytest.param(unsigned, Reason.FORGED, id="alg none"),
        pytest.param(with_public_key_as_secret, Reason.FORGED, id="the public key as a secret"),
        pytest.param(altered, Reason.FORGED, id="altered"),
        pytest.param(own_key_inside, Reason.FORGED, id="a key of its own inside"),
        pytest.param(own_key_elsewhere, Reason.FORGED, id="a key of its own elsewhere"),
        pytest.param(lambda claims: compact({"kid": "k1"}, claims, STRAY), Reason.FORGED, id="another's key"),
        pytest.param(lambda claims: compact({"kid": "k2"}, claims, KEY), Reason.FORGED, id="an unknown name"),
        pytest.param(lambda claims: compact({"kid": ""}, claims, KEY), Reason.FORGED, id="an empty name"),
        pytest.param(
            lambda claims: compact({"kid": "k1"}, claims, KEY, "PS256"), Reason.FORGED, id="not the key's way"
        ),
        pytest.param(with_extension(crit=["exp"], exp=1), Reason.FORGED, id="crit"),
        pytest.param(with_extension(b64=False, crit=["b64"]), Reason.FORGED, id="b64"),
        pytest.param(with_extension(alg="RS1"), Reason.FORGED, id="an unknown algorithm"),
        pytest.param(with_extension(alg=["RS256"]), Reason.FORGED, id="several algorithms"),
        pytest.param(with_extension(kid=["k1"]), Reason.FORGED, id="several names"),
        pytest.param(with_extension(typ=7), Reason.FORGED, id="an odd type"),
        pytest.param(
            lambda claims: compact({"kid": "k1"}, claims, KEY).rpartition(".")[0] + ".",
            Reason.FORGED,
            id="cut",
        ),
        pytest.param(lambda _: "a.b", Reason.UNREADABLE, id="two parts"),
        pytest.param(lambda _: "a.b.c.d.e", Reason.UNREADABLE, id="encrypted"),
        pytest.param(lambda _: "e30.e30.", Reason.FORGED, id="an empty header"),
        pytest.param(lambda _: f"{b64(b'[]')}.e30.e30", Reason.UNREADABLE, id="a header that is a list"),
        pytest.param(lambda _: f"{b64(b'[' * 10**5)}.e30.e30", Reason.UNREADABLE, id="a deep header"),
        pytest.param(lambda _: compact({"kid": "k1"}, ["x"], KEY), Reason.UNREADABLE, id="a list of claims"),
        pytest.param(lambda _: "è.é.ù", Reason.UNREADABLE, id="letters"),
        pytest.param(lambda _: "", Reason.UNREADABLE, id="nothing"),
        pytest.param(lambda _: None, Reason.UNREADABLE, id="null"),
        pytest.param(lambda _: "x" * 70_000, Reason.UNREADABLE, id="long"),
    ],
)
async def test_a_token_is_forged(sign, reason, counter, peer):
    peer.sign = sign
    assert (await counter.refusal()).reason is reason


async def test_a_token_without_a_key_name_needs_an_only_key(counter, peer):
    peer.sign = lambda claims: compact({}, claims, KEY)
    assert await counter.log_in()
    peer.published.append(public(STRAY, "k2"))
    assert (await counter.knows().refusal()).reason is Reason.FORGED


async def test_a_new_key_is_looked_for_once(counter, peer):
    await counter.log_in()
    peer.published = [public(STRAY, "k2")]
    peer.sign = lambda claims: compact({"kid": "k2"}, claims, STRAY)
    assert await counter.log_in()
    assert peer.paths().count("jwks") == 2
    peer.sign = lambda claims: compact({"kid": "k1"}, claims, KEY)  # the old one is gone
    assert (await counter.refusal()).code == "token:unknown-key"
    assert peer.paths().count("jwks") == 3


WEAK = {
    "kty": "RSA",
    "n": b64((1 << 1023 | 1).to_bytes(128)),
    "e": "AQAB",
    "kid": "k1",
    "use": "sig",
    "alg": "RS256",
}


@pytest.mark.parametrize(
    "published",
    [
        pytest.param([], id="none"),
        pytest.param(None, id="null"),
        pytest.param(["x", 7, {}], id="odd"),
        pytest.param([public(KEY, "k1", use="enc")], id="for encryption"),
        pytest.param([{"kty": "oct", "k": b64(b"x" * 32), "kid": "k1"}], id="a shared secret"),
        pytest.param([WEAK], id="weak"),
        pytest.param([public(KEY, "k1", n="!")], id="broken"),
        pytest.param([public(KEY, "k1", kid=7)], id="an odd name"),
        pytest.param([public(KEY, "k1", kty=["RSA"])], id="two kinds"),
        pytest.param([public(KEY, "k1", n=7)], id="a number"),
        pytest.param(
            [{"kty": "EC", "crv": "P-256", "x": b64(b"x" * 32), "y": b64(b"y" * 32)}], id="off the curve"
        ),
    ],
)
async def test_keys_that_verify_nothing(published, counter, peer):
    peer.published = published
    assert (await counter.refusal()).reason is Reason.UNREADABLE


async def test_keys_that_cannot_be_read_are_passed_by(counter, peer):
    peer.published = [{"kty": "AKP", "kid": "k1"}, WEAK | {"kid": "k0"}, *peer.published]
    assert await counter.log_in()


async def test_keys_inside_the_metadata_are_read(counter, peer):
    peer.metadata = {"jwks": {"keys": peer.published}, "jwks_uri": GONE}
    assert await counter.log_in()
    assert "jwks" not in peer.paths()


async def test_two_keys_of_one_name_are_no_key(counter, peer):
    peer.published = [public(STRAY, "k1"), *peer.published]
    assert (await counter.refusal()).code == "token:key"
