"""After a life full of events, who reads the files of the database finds nobody's data in them."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from storage.access_log import CITIZEN, Access, SqlAccessLog, noted
from storage.acting import begin_acting
from storage.audience import Audience
from storage.behalf import DELEGATE, Mandate, give_mandate
from storage.broadcast_rows import recipient_list, recipient_list_row
from storage.certificate_links import make_certificate_link
from storage.certificate_orders import CertificateOrder, OrderState, SqlCertificateOrders
from storage.certificate_records import Facts, Wanted
from storage.certificates import SqlCertificates
from storage.citizens import Citizen
from storage.consents import IMPORTED, say_consent
from storage.contacts import REVOKE, Ending
from storage.links import ACTIVATE, Opening, make_link
from storage.logins import Login
from storage.personal_data import SqlPersonalData
from storage.personal_erasure import erase_person
from storage.pin_rows import Told
from storage.pins import SqlPins
from storage.records import RECORDS
from storage.residents import Entry, SqlResidents
from storage.rotation import rotate
from storage.sealing import Keyring, write_key
from storage.second_factor import code_at, step_at
from storage.subscriber_rows import subscriber, subscription, suppression
from storage.subscriber_writes import SIGN_UP, Came, SignUp
from storage.tables import metadata
from storage.topics import Topic
from tests.clock import Ticker
from tests.storage.broadcasting import WRITER, Hall, done, draft
from tests.storage.bulk_rows import insert
from tests.storage.conftest import Store
from tests.storage.identities import KEY, NEWER, QUICK, Town, certified
from tests.storage.test_pins import asked, chosen

CARLA = Citizen(
    "",
    "NNCCRL81B42Z999R",
    "Carlaantonia",
    "Innocenti-Segreta",
    date(1981, 2, 2),
    "carla.segreta@pec.example.org",
    "+390007654321",
)
CHANGED = replace(CARLA, name="Carlantonella", pec="nuova.segreta@pec.example.net", phone="+390001234567")
DINA = Entry("SGRDNI70B42Z999F", "famiglia-segreta", '{"surname":"Riservati","street":"Via Nascosta"}')
PRINTED = "7K3M-Q9XD-2FHT-8WPR-C366"  # on the paper alone
SECRET, USERNAME, PASSWORD = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", "carla.nascosta", "frase mai scritta"
PIN, RECOVERY = "730924", "abcd-efgh-jkmn"
EVA = Citizen("", "PRVVEA70A41M999D", "Evangelina", "Rappresentata", date(1970, 1, 1), "", "")
NONCE, COOKIE = "nonce-da-nascondere", "biscotto-da-nascondere"


async def a_life(store: Store, clock: Ticker) -> set[str]:
    """Live it, and give what must be found nowhere."""
    town = Town(store.open(), clock, Keyring([KEY]))
    number = await town.citizens.admit(CARLA, "import")
    await town.bind("telegram:900001", number)
    token = await town.invited("sms:+390001")
    await town.links.open(token, COOKIE)
    await town.logins.keep(COOKIE, Login("link", "sent", clock() + timedelta(hours=1), {"nonce": NONCE}))
    await town.proves(token, number, "cie-3", COOKIE)
    await town.stands(CARLA.pec, "pec", assurance=certified())
    await credentials(town, number)
    await SqlAccessLog(town.desk.database).note(Access(number, "l.rossi", "data-shown", "desk"))
    await town.citizens.keep([CHANGED], "desk")
    await residents(town, KEY).keep([DINA])
    await for_herself_and_others(town, number)
    await rotate(town.desk.database, Keyring([NEWER, KEY]))
    await certified_twice(town, number)
    await town.desk.database.writer.submit(REVOKE, Ending("telegram:900001", number))
    assert await Town(town.desk, clock, Keyring([NEWER])).citizens.by_id(number) == replace(
        CHANGED, id=number
    )
    assert await residents(town, NEWER).by_fiscal_code(DINA.fiscal_code) == DINA
    return {token, write_key(KEY), write_key(NEWER), code_at(SECRET, step_at(clock()))}


def residents(town: Town, *keys: bytes) -> SqlResidents:
    return SqlResidents(town.desk.database, Keyring(keys), lambda: "resident-1")


async def certified_twice(town: Town, number: str) -> None:
    """Ordered, certified, sent by a link, and revoked."""
    kept = SqlCertificates(town.desk.database, Keyring([NEWER]), iter(["paper"]).__next__)
    reserved, code = await kept.reserve(Wanted("order", 8, CARLA.fiscal_code, number, "", PRINTED))
    facts = Facts(CARLA.fiscal_code, CARLA.surname, CARLA.name, "1981-02-02", "private")
    await kept.keep(reserved, code, facts, f"%PDF {CARLA.surname} {code}".encode(), "0" * 64, None)
    link = make_certificate_link(
        reserved.id, CARLA.fiscal_code, "https://sportello.example.org", town.clock()
    )
    sent = kept.delivered(reserved.id, "sms", CARLA.phone, town.clock())
    wish = {"kind": "RESIDENCE", "member": CARLA.name, "reason": PRINTED}
    facts_found = {"fiscal_code": CARLA.fiscal_code, "digest": "0" * 32}
    orders = SqlCertificateOrders(town.desk.database, Keyring([NEWER]))
    named = orders.name(number, "telegram:900001", wish, facts_found)
    asked = CertificateOrder(named, number, OrderState.PAID, town.clock(), wish, facts_found, "receipt")
    ordered = orders.keep(asked).for_lane("telegram:900001")
    await town.desk.database.writer.submit(RECORDS, [*link.records, sent, ordered])
    await kept.revoke(reserved.id, "l.rossi", f"error in {CARLA.surname}")


async def for_herself_and_others(town: Town, number: str) -> None:
    """She chooses a PIN and gives it wrongly, agrees to something, acts for who has their data erased."""
    pins = SqlPins(town.desk.database, town.keyring, QUICK)
    assert await chosen(town, pins, number, PIN)
    assert await pins.give(await asked(town, number), number, PIN[::-1], "c") is Told.WRONG
    other = await town.citizens.admit(EVA, "mandate")
    now, until = town.clock(), town.clock() + timedelta(days=1)
    made = Mandate("m1", number, other, DELEGATE, (), now, until, now, CITIZEN, "spid-2", accepted_at=now)
    data = SqlPersonalData(town.desk.database, town.citizens)
    records = [
        *(give_mandate(made), *begin_acting(made, until, now)),
        *(say_consent(Topic.CULTURE, now, given=True), noted(Access(other, CITIZEN, "erasure-asked"), now)),
    ]
    erased = erase_person(other, await data.windows(replace(EVA, id=other)), now)
    lanes = [each.for_lane("sms:+390001") for each in records], [each.for_lane("sms:+1") for each in erased]
    for each in lanes:
        await town.desk.database.writer.submit(RECORDS, each)
    lanes_of_hers = f"sms:{CARLA.phone}", f"email:{CARLA.pec}"
    proof = f"Modulo di {CARLA.name}, {CARLA.phone}"
    given = SignUp(lanes_of_hers, "it", ("school",), (), "file.csv", IMPORTED, proof, now, "1a2b")
    assert await town.desk.database.writer.submit(SIGN_UP, [given]) == [Came.NEW]
    shown = await data.of(number)
    assert [len(shown[name]) for name in ("pin", "mandate", "consent")] == [1, 1, 1]


async def credentials(town: Town, number: str) -> None:
    """Offered, activated, tried rightly and wrongly."""
    await town.credentials.offer(number, USERNAME)
    made = make_link(ACTIVATE, now=town.clock(), until=town.clock() + timedelta(hours=1), citizen=number)
    await town.desk.database.writer.submit(RECORDS, list(made.records))
    await town.links.open(made.token, COOKIE)
    step = step_at(town.clock())
    opening = Opening.of(made.token, COOKIE)
    codes = [RECOVERY, "mmmm-nnnn-pppp"]
    await town.credentials.activate(opening, number, PASSWORD, SECRET, code_at(SECRET, step), codes)
    assert (await town.credentials.sign_in(USERNAME, PASSWORD, code_at(SECRET, step + 1))).citizen == number
    await town.credentials.sign_in(USERNAME, "sbagliata", "000000")


async def test_no_file_of_the_database_holds_it(store: Store, clock: Ticker, tmp_path: Path) -> None:
    secrets = await a_life(store, clock)
    texts = {str(value) for one in (CARLA, CHANGED) for value in (*personal(one), one.surname.lower())}
    texts |= {DINA.fiscal_code, DINA.fiscal_code[:15], DINA.family, "Riservati", "Via Nascosta"}
    words = texts | secrets | {PRINTED, SECRET, USERNAME, PASSWORD, NONCE, COOKIE}
    words |= {PIN, RECOVERY, RECOVERY.replace("-", ""), EVA.fiscal_code, EVA.surname}
    found = _files(tmp_path) if store.url.startswith("sqlite") else _rows(store)
    assert b"contact-revoked" in found  # what is kept in the open is there: it was looked at rightly
    assert {word for word in words if word.encode() in found} == set()


async def test_who_is_written_to_with_others_stands_nowhere_in_the_open(
    store: Store, clock: Ticker, tmp_path: Path
) -> None:
    hall = Hall.of(store, store.open(), clock)
    listed, asked = "+393330007771", "+393330007772"
    made = {"id": 3, "name": "a.csv", "names": '["via"]', "made_by": "x", "made_at": clock(), "ready": True}
    row = {"id": 1, "list": 3, "channel": "sms", "address": listed, "person": "", "language": "it"}
    insert(store, recipient_list, [made])
    insert(store, recipient_list_row, [{**row, "fills": '["Via Nascosta"]'}])
    signed = {"channel": "sms", "person": "", "language": "it", "source": "desk", "added_at": clock()}
    insert(store, subscriber, [{"id": 1, "lane": f"sms:{asked}", "address": asked, **signed}])
    insert(store, subscription, [{"topic": "roads", "subscriber": 1, "since": clock()}])
    dead = {"lane": "sms:+393330007773", "channel": "sms", "code": "x", "since": clock(), "times": 1}
    insert(store, suppression, [dead])
    number = await hall.running(draft(clock, audience=Audience(topics=("roads",), list=3)), counted=2)
    assert sorted(await hall.send()) == [listed, asked]
    done(await hall.broadcasts.correct(number, WRITER))
    found = _files(tmp_path) if store.url.startswith("sqlite") else _rows(store)
    assert b"recipient" in found or b"roads" in found
    assert {word for word in ("33300077", "Via Nascosta") if word.encode() in found} == set()


def personal(one: Citizen) -> list[object]:
    return [one.fiscal_code, one.name, one.surname, one.born_on, one.pec, one.phone]


def _files(folder: Path) -> bytes:
    files = [file for file in folder.glob("sportello.db*") if file.suffix != ".lock"]
    assert {file.suffix for file in files} >= {".db", ".db-wal"}
    return b"".join(file.read_bytes() for file in files)


def _rows(store: Store) -> bytes:
    """Every row of every table: its files are the server's."""
    found = [store.raw(f"SELECT * FROM {table}") for table in metadata.tables]  # noqa: S608 - our own names
    return repr(found).encode()
