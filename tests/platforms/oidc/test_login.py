"""A login that goes well: what is asked, what is proven to the provider, what is known in the end."""

import base64
import hashlib
import json
from datetime import date
from urllib.parse import parse_qsl, urlsplit

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from joserfc import jwt
from joserfc.jwk import KeySet

from bot.errors import Misconfigured
from platforms.oidc.keys import SigningKey, published
from platforms.oidc.level import Ladder
from platforms.oidc.person import Identified
from platforms.oidc.provider import ATTRIBUTES, Auth, ProviderSettings
from platforms.oidc.reason import Reason
from tests.platforms.oidc.conftest import OURS
from tests.platforms.oidc.peer import BACK, CLIENT, FISCAL, GONE, LEVELS, MARIO, bent, pem

SECRET = "a secret: of & signs+"


def opened(token, *keys):
    return jwt.decode(token, KeySet.import_key_set(published(keys)), algorithms=["ES256", "RS256"])


def query_of(url):
    return dict(parse_qsl(urlsplit(url).query))


async def test_a_citizen_is_identified(counter, peer):
    assert await counter.log_in() == Identified(
        "mario-at-peer",
        peer.url,
        "spid-2",
        "PRVMRA80A01H501M",
        "Mario",
        "Prova",
        date(1980, 1, 1),
        counter.clock(),
    )
    assert peer.paths() == ["openid-configuration", "jwks", "token", "userinfo"]


async def test_what_is_known_of_the_provider_is_kept_for_an_hour(counter, peer):
    await counter.log_in()
    counter.clock.tick(minutes=59)
    await counter.log_in()
    assert peer.paths().count("jwks") == 1
    counter.clock.tick(minutes=2)
    await counter.log_in()
    assert peer.paths().count("jwks") == peer.paths().count("openid-configuration") == 2


async def test_the_question(counter, peer):
    begun = await counter.party.begin(BACK)
    asked = query_of(begun.url)
    assert begun.url.startswith(f"{peer.url}/authorize?")
    assert asked == {
        "response_type": "code",
        "client_id": CLIENT,
        "redirect_uri": BACK,
        "scope": "openid profile",
        "state": begun.state,
        "nonce": begun.nonce,
        "acr_values": LEVELS[1],
        "prompt": "consent login",
        "claims": asked["claims"],
        "code_challenge": base64.urlsafe_b64encode(hashlib.sha256(begun.verifier.encode()).digest()).decode()[
            :43
        ],
        "code_challenge_method": "S256",
    }
    assert json.loads(asked["claims"]) == {"userinfo": {name: {"essential": True} for name in ATTRIBUTES}}
    assert len({begun.state, begun.nonce, begun.verifier}) == 3
    assert all(43 <= len(each) <= 128 for each in (begun.state, begun.nonce, begun.verifier))


async def test_the_question_goes_signed_where_that_is_asked_for(counter):
    begun = await counter.knows(signed_request=True).party.begin(BACK)
    asked = query_of(begun.url)
    outside = {"response_type", "client_id", "scope", "code_challenge", "code_challenge_method"}
    assert asked.keys() == outside | {"request"}
    inside = opened(asked["request"], OURS).claims
    assert all(inside[name] == asked[name] for name in outside)
    assert (inside["iss"], inside["aud"], inside["state"]) == (CLIENT, counter.peer.url, begun.state)
    assert inside["exp"] - inside["iat"] == 300
    assert inside["claims"]["userinfo"].keys() == set(ATTRIBUTES)


async def test_an_endpoint_with_a_query_of_its_own_keeps_it(counter, peer):
    peer.metadata = {"authorization_endpoint": f"{peer.url}/authorize?tenant=1"}
    assert query_of((await counter.party.begin(BACK)).url).keys() >= {"tenant", "state"}


async def test_we_prove_who_we_are_with_our_key(counter, peer):
    begun = await counter.party.begin(BACK)
    await counter.party.finish(peer.browse(begun.url), begun, BACK)
    form = next(each.form for each in peer.asked if each.path == "token")
    assert form["client_assertion_type"] == "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
    assert (form["redirect_uri"], form["code_verifier"], form["client_id"]) == (BACK, begun.verifier, CLIENT)
    said = opened(form["client_assertion"], OURS).claims
    assert (said["iss"], said["sub"], said["aud"]) == (CLIENT, CLIENT, f"{peer.url}/token")
    assert said["exp"] - said["iat"] == 120
    assert len(said["jti"]) >= 20


async def test_we_prove_who_we_are_with_a_secret(counter, peer):
    await counter.knows(keys=(), auth=Auth.CLIENT_SECRET_BASIC, secret=SECRET).log_in()
    asked = next(each for each in peer.asked if each.path == "token")
    kind, _, both = asked.headers["Authorization"].partition(" ")
    assert kind == "Basic"
    assert base64.b64decode(both) == b"https%3A%2F%2Fsportello.example.it:a+secret%3A+of+%26+signs%2B"
    assert "client_assertion" not in asked.form


@pytest.mark.parametrize(
    ("settings", "acr", "level"),
    [
        pytest.param({}, LEVELS[2], "spid-3", id="more than was asked"),
        pytest.param({"kind": "cie", "acr_values": (LEVELS[2],)}, LEVELS[2], "cie-3", id="the card"),
        pytest.param({"acr_values": (LEVELS[0],)}, LEVELS[0], "spid-1", id="little, where little was asked"),
        pytest.param(
            {"kind": "other", "ladder": Ladder(("low", "high")), "acr_values": ("high",)},
            "high",
            "other-2",
            id="a broker's own",
        ),
    ],
)
async def test_the_level_is_named(settings, acr, level, counter, peer):
    peer.claims = {"acr": acr}
    assert (await counter.knows(**settings).log_in()).level == level


LADDERS = [
    ("the higher preferred, the lower asked for too", LEVELS, (LEVELS[2], LEVELS[1]), LEVELS[1], 2),
    ("the higher preferred and given", LEVELS, (LEVELS[2], LEVELS[1]), LEVELS[2], 3),
    ("the higher preferred, less than either", LEVELS, (LEVELS[2], LEVELS[1]), LEVELS[0], 0),
    ("the lower preferred, the higher given", LEVELS, (LEVELS[1], LEVELS[2]), LEVELS[2], 3),
    ("the lower preferred, less than either", LEVELS, (LEVELS[1], LEVELS[2]), LEVELS[0], 0),
    ("the highest alone, the second given", LEVELS, (LEVELS[2],), LEVELS[1], 0),
    ("a broker's names, the weakest first", ("password", "otp"), ("otp",), "otp", 2),
    ("a broker's names, the weaker given", ("password", "otp"), ("otp",), "password", 0),
    ("a broker's names, the stronger preferred", ("password", "otp"), ("otp", "password"), "password", 1),
    ("another broker's name", ("password", "otp"), ("otp", "password"), "card", 0),
]


@pytest.mark.parametrize(
    ("ladder", "asked", "given", "level"), [each[1:] for each in LADDERS], ids=[each[0] for each in LADDERS]
)
async def test_the_first_is_preferred_and_the_ladder_decides(ladder, asked, given, level, counter, peer):
    """`level` 0: refused."""
    peer.claims = {"acr": given}
    counter.knows(ladder=Ladder(tuple(ladder)), acr_values=asked)
    assert query_of((await counter.party.begin(BACK)).url)["acr_values"].split() == list(asked)
    if level:
        assert (await counter.log_in()).level == f"spid-{level}"
    else:
        assert (await counter.refusal()).reason is Reason.TOO_LOW


@pytest.mark.parametrize(
    ("claims", "told", "known"),
    [
        pytest.param({}, {FISCAL: GONE, "fiscal_number": "TINIT-PRVMRA80A01H501M"}, {}, id="the short name"),
        pytest.param({}, {FISCAL: "prvmra80a01h501m"}, {}, id="no prefix, small letters"),
        pytest.param({}, {FISCAL: GONE, "fiscalNumber": "TINIT-PRVMRA80A01H501M"}, {}, id="SAML's name"),
        pytest.param({}, {"given_name": GONE, "name": "Mario"}, {}, id="SPID's name for the first name"),
        pytest.param({}, {"given_name": GONE, "name": "Mario PROVA"}, {}, id="the whole name"),
        pytest.param({}, {"given_name": " Mario  Anna "}, {"name": "Mario Anna"}, id="two names"),
        pytest.param({}, {"family_name": "D'Esempio Àrpa"}, {"surname": "D'Esempio Àrpa"}, id="letters"),
        pytest.param({FISCAL: "TINIT-PRVMRA80A01H501M"}, {}, {}, id="both say the same"),
    ],
)
async def test_the_names_that_providers_give(claims, told, known, counter, peer):
    peer.claims, peer.told = claims, told
    found = await counter.log_in()
    usual = {"fiscal_code": "PRVMRA80A01H501M", "name": "Mario", "surname": "Prova"}
    assert {name: getattr(found, name) for name in usual} == usual | known


@pytest.mark.parametrize("as_json", [True, False], ids=["JSON", "signed"])
async def test_the_data_come_either_way(as_json, counter, peer):
    peer.told_as_json = as_json
    assert (await counter.log_in()).fiscal_code == "PRVMRA80A01H501M"


async def test_a_token_that_says_all_is_enough(counter, peer):
    peer.claims = MARIO
    await counter.log_in()
    assert "userinfo" not in peer.paths()


async def test_an_audience_of_one_may_be_a_list(counter, peer):
    peer.claims = {"aud": [CLIENT], "azp": CLIENT}
    assert await counter.log_in()


async def test_a_provider_that_does_not_name_itself_in_answers_need_not(counter, peer):
    peer.metadata = {"authorization_response_iss_parameter_supported": GONE}
    assert await counter.log_in(iss=GONE)


async def test_a_clock_may_be_a_little_wrong(counter, peer):
    now = int(counter.clock().timestamp())
    peer.claims = {"iat": now + 50, "nbf": now + 50, "exp": now - 50}
    assert await counter.log_in()


async def test_nothing_personal_or_secret_shows_by_accident(counter, peer):
    begun = await counter.party.begin(BACK)
    found = await counter.party.finish(peer.browse(begun.url), begun, BACK)
    shown = repr(begun) + repr(found) + repr(counter.knows(secret=SECRET).party.provider)
    hidden = [begun.state, begun.nonce, begun.verifier, "PRV", "Mario", "1980", "mario-at-peer", SECRET]
    assert [each for each in hidden if each in shown] == []
    assert "Key" not in shown.replace("SigningKey()", "")


def test_our_key_of_rsa_is_published_without_its_secret():
    key = SigningKey.from_pem(pem(rsa.generate_private_key(65537, 2048)))
    [shown] = published([key, key])["keys"]
    assert shown.keys() == {"kty", "n", "e", "kid", "use", "alg"}
    assert (shown["alg"], shown["kid"]) == ("RS256", key.kid)
    assert opened(key.sign({"a": 1}), key).claims == {"a": 1}


WEAK = pem(rsa.generate_private_key(65537, 1024))  # noqa: S505 - to be refused
OTHER_CURVE = pem(ec.generate_private_key(ec.SECP384R1()))


@pytest.mark.parametrize("given", [b"", b"no key", WEAK, OTHER_CURVE], ids=["none", "odd", "weak", "curve"])
def test_a_key_that_cannot_serve_is_refused_at_start(given):
    with pytest.raises(Misconfigured):
        SigningKey.from_pem(given)


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"issuer": "http://idp.example.it"}, id="no encryption"),
        pytest.param({"issuer": "https://me@idp.example.it"}, id="a name before the host"),
        pytest.param({"issuer": "idp.example.it"}, id="no address"),
        pytest.param({"issuer": "https://idp.example.it:x"}, id="no port"),
        pytest.param({"acr_values": ("SpidL2",)}, id="a level that is not on the ladder"),
        pytest.param({"acr_values": ()}, id="no level at all"),
        pytest.param({"keys": ()}, id="no key"),
        pytest.param({"keys": (), "auth": Auth.CLIENT_SECRET_BASIC}, id="no secret"),
        pytest.param({"scope": "profile"}, id="no openid"),
    ],
)
def test_settings_that_cannot_work_are_refused_at_start(changed):
    usual = {"issuer": "https://idp.example.it", "client_id": CLIENT, "keys": (OURS,)}
    assert ProviderSettings(**usual)
    assert ProviderSettings(**usual | {"issuer": "http://192.0.2.7:8080/sandbox/idp/spid", "plain": True})
    with pytest.raises(Misconfigured):
        ProviderSettings(**bent(usual, changed))
