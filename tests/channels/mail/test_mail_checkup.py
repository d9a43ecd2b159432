"""The doctor's lines about e-mail: each fault of a server is named with its remedy, and nothing is sent."""

import pytest

from bot.errors import Misconfigured
from sportello import doctor
from sportello.networks.mail_checkup import examine_mailbox, examine_submission
from sportello.settings import load
from tests.certificates import AUTHORITY, for_a_server
from tests.channels.mail.scene import settings_of
from tests.mail_peer import providing


def group(peer, folder, **more):
    return settings_of(peer, folder, **more).mail


async def test_all_is_well(peer, tmp_path):
    found = [await each(group(peer, tmp_path)) for each in (examine_mailbox, examine_submission)]
    assert [each.verdict for each in found] == [doctor.Verdict.OK] * 2
    assert "at once" in found[0].sentence
    assert peer.submission.taken == []


SECURE = {"imap_security": "tls", "smtp_security": "tls"}
NOWHERE = {**SECURE, "imap_host": "nowhere.invalid", "smtp_host": "nowhere.invalid"}
AGREED = {"imap_security": "starttls", "smtp_security": "starttls"}
FAULTS = {
    "no such name": (NOWHERE, "There is no server nowhere.invalid"),
    "nobody there": ({"imap_port": "1", "smtp_port": "1"}, "Nobody answers at 127.0.0.1, port 1"),
    "wrong password": ({"password": "not-this-one"}, "refuses the login"),
    "no secure line there": (SECURE, "_security"),
    "no secure line by agreement": (AGREED, "127.0.0.1"),
}


@pytest.mark.parametrize(("changed", "said"), FAULTS.values(), ids=FAULTS)
@pytest.mark.parametrize("examine", [examine_mailbox, examine_submission])
async def test_a_fault_is_named_with_its_remedy(peer, tmp_path, changed, said, examine):
    found = await examine(group(peer, tmp_path, **changed))
    assert found.verdict is doctor.Verdict.WRONG
    assert said in found.sentence
    assert "not-this-one" not in found.sentence


async def test_a_folder_that_is_not_there(peer, tmp_path):
    found = await examine_mailbox(group(peer, tmp_path).model_copy(update={"folder": "Trattati"}))
    assert (found.verdict, "[mail] folder" in found.sentence) == (doctor.Verdict.WRONG, True)


@pytest.mark.parametrize("examine", [examine_mailbox, examine_submission])
async def test_an_authority_of_the_house(tmp_path, examine):
    async with providing(secure=for_a_server()) as peer:
        found = await examine(group(peer, tmp_path, **SECURE))
        assert (found.verdict, "ca_file" in found.sentence) == (doctor.Verdict.WRONG, True)
        found = await examine(group(peer, tmp_path, **SECURE, ca_file=str(AUTHORITY)))
        assert found.verdict is doctor.Verdict.OK


@pytest.mark.parametrize("examine", [examine_mailbox, examine_submission])
async def test_a_file_that_holds_no_certificate_is_named(peer, tmp_path, examine):
    with pytest.raises(Misconfigured, match="no file of certificates"):
        await examine(group(peer, tmp_path, **SECURE, ca_file=__file__))


async def test_what_is_missing_is_listed(tmp_path):
    async def never():
        raise AssertionError

    found = await doctor.mailbox("e-mail in", "mail", load({}, tmp_path).mail, never).look()
    assert found.verdict is doctor.Verdict.MISSING
    assert (
        found.sentence
        == "Still missing: [mail] address, [mail] password, [mail] imap_host, [mail] smtp_host."
    )
