"""Our login against npm's oidc-provider, which passes OpenID's own certification."""

import asyncio
from datetime import date

import aiohttp
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from interop.oidc.conftest import BACK, new_id, now
from interop.oidc.site import CLIENT, LEVELS, Browser, provider, registered
from interop.peer import free_port
from platforms.oidc.keys import SigningKey, published
from platforms.oidc.provider import Auth, ProviderSettings
from platforms.oidc.reason import NotIdentified, Reason
from platforms.oidc.relying_party import RelyingParty
from platforms.oidc.sealed import OpeningKey
from sportello.entering import open_entering
from sportello.settings import Settings
from sportello.settings.oidc import NamedProvider, Oidc

MARIO = ("PRVMRA80A01H501M", "Mario", "Prova", date(1980, 1, 1), "spid-2")


def who(found):
    return found.fiscal_code, found.name, found.surname, found.born_on, found.level


def rsa_pem():
    key = rsa.generate_private_key(65537, 2048)
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


async def test_a_citizen_is_identified(town):
    """PKCE, private_key_jwt (ES256), acr, signed data, `iss` in the answer."""
    begun, query = await town.answer()
    assert query.keys() == {"code", "state", "iss"}
    found = await town.party.finish(query, begun, BACK)
    assert who(found) == MARIO
    assert (found.subject, found.issuer) == ("mario", town.issuer)
    with pytest.raises(NotIdentified) as raised:
        await town.party.finish(query, begun, BACK)
    assert raised.value.reason is Reason.CODE_SPENT


@pytest.mark.parametrize(
    ("client", "settings"),
    [
        pytest.param({}, {}, id="RS256"),
        pytest.param({"id_token_signed_response_alg": "ES256"}, {}, id="the token by ES256"),
        pytest.param({"userinfo_signed_response_alg": "ES256"}, {}, id="the data by ES256"),
        pytest.param({"id_token_signed_response_alg": "PS256"}, {}, id="the token by PS256"),
        pytest.param(
            {"request_object_signing_alg": "RS256"}, {"signed_request": True}, id="a signed question"
        ),
    ],
)
async def test_with_a_key_of_rsa(client, settings, opened):
    async with opened(SigningKey.from_pem(rsa_pem()), client=client, **settings) as town:
        assert who(await town.log_in()) == MARIO


async def test_with_a_secret(opened):
    async with opened(auth=Auth.CLIENT_SECRET_BASIC) as town:
        assert who(await town.log_in()) == MARIO


async def test_data_in_plain_json(opened):
    async with opened(SigningKey.new(), client={"userinfo_signed_response_alg": None}) as town:
        assert who(await town.log_in()) == MARIO


@pytest.mark.parametrize(
    ("alg", "enc"),
    [("RSA-OAEP", "A128CBC-HS256"), ("RSA-OAEP-256", "A256CBC-HS512"), ("RSA-OAEP-256", "A256GCM")],
)
async def test_sealed_as_the_rules_of_spid_and_cie_want(alg, enc, opened):
    client = {
        f"{what}_encrypted_response_{name}": value
        for what in ("id_token", "userinfo")
        for name, value in (("alg", alg), ("enc", enc))
    }
    opening = OpeningKey.from_pem(rsa_pem())
    async with opened(SigningKey.new(), client=client, opening_keys=(opening,)) as town:
        assert who(await town.log_in()) == MARIO


@pytest.mark.parametrize(
    ("form", "reason"),
    [
        ({"acr": LEVELS[0]}, Reason.TOO_LOW),
        ({"person": "john"}, Reason.NO_FISCAL_CODE),
        ({"do": "cancel"}, Reason.CANCELLED),
    ],
    ids=["one level less", "no fiscal code", "cancelled"],
)
async def test_what_is_refused(form, reason, town):
    assert await town.reason(**form) is reason


async def test_a_higher_level_is_named(town):
    assert (await town.log_in(acr=LEVELS[2], person="giulia")).level == "spid-3"


async def test_the_code_of_another_login_is_refused_by_the_provider(town):
    """Its verifier is another: PKCE holds."""
    (_, query), other = await town.answer(), await town.party.begin(BACK)
    with pytest.raises(NotIdentified) as raised:
        await town.party.finish({**query, "state": other.state}, other, BACK)
    assert raised.value.reason is Reason.CODE_SPENT


async def test_a_counter_with_another_key_is_refused_by_the_provider(town):
    begun, query = await town.answer()
    async with aiohttp.ClientSession() as session:
        settings = ProviderSettings(town.issuer, CLIENT, keys=(SigningKey.new(),))
        with pytest.raises(NotIdentified) as raised:
            await RelyingParty(session, settings, now, new_id).finish(query, begun, BACK)
    assert raised.value.reason is Reason.REFUSED


async def test_new_keys_are_found_while_the_old_ones_are_known(opened):
    """The provider is started again, behind the back of a counter that knows its old keys."""
    key, port = SigningKey.new(), free_port()
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session:
        settings = ProviderSettings(f"http://127.0.0.1:{port}", CLIENT, keys=(key,))
        party = RelyingParty(session, settings, now, new_id)
        for _ in range(2):
            async with opened(key, port=port, party=party) as town:
                assert who(await town.log_in()) == MARIO


async def test_twenty_at_once(town):
    people = ["mario", "giulia"] * 10
    found = await asyncio.gather(*(town.log_in(person=person) for person in people))
    assert [each.name.lower() for each in found] == people


async def test_two_by_the_settings_one_signed_and_sealed(tmp_path):
    """As an office sets them up: SPID in plain, CIE with a signed question and sealed answers."""
    for name in ("ours", "opens"):
        (tmp_path / f"{name}.pem").write_bytes(rsa_pem())
    key = SigningKey.from_pem((tmp_path / "ours.pem").read_bytes())
    opening = OpeningKey.from_pem((tmp_path / "opens.pem").read_bytes())
    sealed = {
        f"{what}_encrypted_response_{name}": value
        for what in ("id_token", "userinfo")
        for name, value in (("alg", "RSA-OAEP-256"), ("enc", "A256CBC-HS512"))
    } | {"request_object_signing_alg": "RS256"}
    async with (
        provider(tmp_path, free_port(), registered([BACK], published([key]))) as spid,
        provider(
            tmp_path, free_port(), registered([f"{BACK}/cie"], published([key, opening]), **sealed)
        ) as cie,
        aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session,
    ):
        usual = {"client_id": CLIENT, "client_key": tmp_path / "ours.pem"}
        second = {"signed_request": True, "opening_keys": [tmp_path / "opens.pem"], **usual}
        named = NamedProvider(name="cie", kind="cie", issuer=cie, **second)
        settings = Settings().model_copy(update={"oidc": Oidc(issuer=spid, providers=(named,), **usual)})
        entering = open_entering(settings, session, now, new_id)
        found = []
        for way in entering.ways:
            back, party = f"{BACK}/{way.name}" if way.apart else BACK, entering.parties[way.name]
            begun = await party.begin(back)
            async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as fresh:
                query = await Browser(fresh).log_in(begun.url, back)
            found.append(await party.finish(query, begun, back))
    assert [who(each)[-1] for each in found] == ["spid-2", "cie-2"]
    assert {each.fiscal_code for each in found} == {MARIO[0]}
