"""What staff see of payments at a terminal: figures, what does not match, who was not told, the proof."""

import asyncio
import csv
import stat
from datetime import date
from hashlib import sha256

import pytest

from bot.message import Part
from sportello import payments_sheet
from storage import schema
from storage.database import open_database
from storage.departures import departure
from storage.notice_opening import OPEN_NOTICES, Payable, Wanted
from storage.notices import watch
from storage.payment_receipts import TAKE_RECEIPT, PaymentReceipt, TakenReceipt
from storage.records import RECORDS
from tests.clock import Ticker

MARIO, ANNA = "sms:+393500000001", "telegram:700000012"
TERM, GRACE = date(2099, 2, 8), date(2099, 2, 10)  # the commands go by the real clock
UNKNOWN = "301000000000099999"


async def open_fine(database, number):
    """Both notices of a debt."""
    payables = (Payable("discounted", 2870, TERM, GRACE), Payable("reduced", 4100, TERM, GRACE))
    tokens = (f"token-{number}-a", f"token-{number}-b")
    wanted = Wanted("school", f"meals/{number}", "Mensa", "9/0301105TS/", payables, 1, tokens)
    return await database.writer.submit(OPEN_NOTICES, wanted)


async def pay(database, nav, cents, name):
    raw = f"<receipt>{name}</receipt>\r\n\xff".encode("latin-1")
    receipt = PaymentReceipt(name, nav, nav[1:], cents, database.clock(), "=BANCA", "node", True, raw)  # noqa: FBT003 - a row
    return await database.writer.submit(TAKE_RECEIPT, TakenReceipt(receipt, "c"))


@pytest.fixture
def paid(tmp_path):
    """Three debts: one is paid twice, one with another amount, one is open; money came for a fourth."""
    url = f"sqlite:///{tmp_path}/front.db"

    async def go():
        schema.create(url)
        database = open_database(url, clock=Ticker(), owner="test")
        (once, other), (differs, _), _ = [await open_fine(database, number) for number in range(1, 4)]
        await database.writer.submit(RECORDS, [watch("school", "meals/1").for_lane(MARIO)])
        await pay(database, once.nav, 2870, "r-paid")
        await database.writer.submit(RECORDS, [watch("school", "meals/1").for_lane(ANNA)])
        await pay(database, other.nav, 4100, "r-twice")
        await pay(database, differs.nav, 2800, "r-differs")
        await pay(database, UNKNOWN, 1, "123456789012345678")
        await database.writer.submit(
            RECORDS, departure(Part("x", "sms", "+393500000001", "x"), database.clock())
        )
        database.close()
        return once.nav, other.nav, differs.nav

    return asyncio.run(go())


@pytest.fixture
def wide(monkeypatch):
    monkeypatch.setenv("COLUMNS", "160")


def cells(text):
    return [[cell.strip() for cell in line.split("│")[1:-1]] for line in text.splitlines() if "│" in line]


@pytest.mark.usefixtures("wide")
def test_the_figures_add_up_and_what_does_not_match_is_listed(sportello, paid):
    once, other, differs = paid
    told = sportello("payments", "report", "--from", "2026-02-01", "--to", "28/02/2026")
    assert told.code == 0, told.err
    rows = cells(told.out)
    assert rows[:3] == [
        ["school", "discounted", "3", "2", "1", "0", "0", "1", "28,70"],
        ["school", "reduced", "3", "2", "0", "0", "1", "0", "0,00"],
        ["all", "", "6", "4", "1", "0", "1", "1", "28,70"],
    ]
    assert rows[3:6] == [
        ["unknown notice", UNKNOWN, "123456789012345678", "0,01", "", "03/02/2026"],
        ["another amount", differs, "r-differs", "28,00", "28,70", "03/02/2026"],
        ["paid twice", other, "r-twice", "41,00", "41,00", "03/02/2026"],
    ]
    assert "Receipts: 4, euro 97,71." in told.out
    assert "of these paid twice: 1, euro 41,00" in told.out
    assert rows[6:] == [
        [once, "r-paid", "sms …001", "waiting", "03/02/2026 10:00"],
        [once, "r-paid", "telegram …012", "not told", "03/02/2026 10:00"],
    ]
    assert "3500000" not in told.out
    assert told.out.endswith("The nightly check has not been done yet.\n")


def test_ids_are_whole_on_a_narrow_terminal(sportello, paid, monkeypatch):
    monkeypatch.setenv("COLUMNS", "70")
    told = sportello("payments", "report", "--from", "2026-02-01").out
    assert {cell for row in cells(told) for cell in row} >= {*paid, UNKNOWN}


@pytest.mark.usefixtures("paid")
def test_days_in_which_nothing_happened(sportello):
    told = sportello("payments", "report", "--from", "2026-03-01", "--to", "2026-03-31")
    assert told.out.splitlines() == [
        "No notice was issued and none was paid.",
        "Receipts: 0, euro 0,00.",
        "Whoever asked to hear of a payment has been told.",
        "The nightly check has not been done yet.",
    ]


def test_a_list_too_long_for_the_terminal_points_at_the_sheet(sportello, tmp_path):
    async def go():
        schema.create(f"sqlite:///{tmp_path}/front.db")
        database = open_database(f"sqlite:///{tmp_path}/front.db", clock=Ticker(), owner="test")
        await asyncio.gather(*(pay(database, UNKNOWN, 1, f"r-{number}") for number in range(101)))
        database.close()

    asyncio.run(go())
    told = sportello("payments", "report", "--from", "2026-02-01").out
    assert told.count(UNKNOWN) == 100
    assert "These are the first 100; --csv writes them all." in told
    assert "of these unknown notice: 101, euro 1,01" in told


def test_the_sheet_has_every_notice_and_receipt_and_its_cents_are_theirs(sportello, paid, tmp_path):
    once, *_ = paid
    file = tmp_path / "payments.csv"
    told = sportello("payments", "report", "--from", "2026-02-01", "--csv", str(file))
    assert told.out.splitlines()[-1].endswith("payments.csv: 10 rows, for your eyes alone.")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    raw = file.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\r\n") == 11
    rows = list(csv.DictReader(raw.decode("utf-8-sig").splitlines(), delimiter=";"))
    assert list(rows[0]) == [payments_sheet._say(name) for name in payments_sheet.COLUMNS]
    notices = [row for row in rows if row["tipo"] == "avviso"]
    receipts = [row for row in rows if row["tipo"] == "ricevuta"]
    assert sorted(row["stato"] for row in notices) == ["annullato", *["da pagare"] * 4, "pagato"]
    assert sum(int(row["importo"].replace(",", "")) for row in receipts) == 9771
    (row,) = [row for row in receipts if row["stato"] == "regolare"]
    assert (row["numero avviso"].replace(" ", ""), row["ricevuta"], row["arrivata da"]) == (
        once,
        "r-paid",
        "node",
    )
    assert {row["prestatore di servizi"] for row in receipts} == {"'=BANCA"}
    assert "'123456789012345678" in {row["ricevuta"] for row in receipts}
    again = sportello("payments", "report", "--from", "2026-02-01", "--csv", str(file))
    assert (again.code, file.read_bytes()) == (0, raw)
    assert not list(tmp_path.glob("*.part"))


def test_a_notice_is_shown_with_all_that_came_in_for_it(sportello, paid):
    once, other, _ = paid
    grouped = " ".join(once[at : at + 4] for at in range(0, 18, 4))
    told = sportello("payments", "show", grouped).out
    for line in (
        f"notice: {once}",
        "debt: school, meals/1",
        "amount: euro 28,70",
        "state: paid",
        f"other notice of the debt: {other}, reduced, annulled",
        "receipt: r-paid: paid, euro 28,70 on 03/02/2026 10:00:00, by =BANCA",
        "told: sms …001: waiting since 03/02/2026 10:00",
        "told: telegram …012: not told since 03/02/2026 10:00",
    ):
        assert f"{line}\n" in told
    assert "receipt: r-twice: twice, euro 41,00" in sportello("payments", "show", other).out
    unknown = sportello("payments", "show", UNKNOWN).out
    assert "state: no notice of ours has this number\n" in unknown
    assert "123456789012345678: unknown" in unknown


@pytest.mark.usefixtures("paid")
def test_the_proof_is_written_as_it_came(sportello, tmp_path):
    file = tmp_path / "receipt.xml"
    told = sportello("payments", "receipt", "r-paid", "--original", str(file))
    raw = b"<receipt>r-paid</receipt>\r\n\xff"
    assert (told.code, told.out) == (0, f"{sha256(raw).hexdigest()}  {file}\n")
    assert file.read_bytes() == raw
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("report", "--from", "2026-02-31"), "2026-02-31 is no day: write"),
        (("report", "--from", "2026-02-02", "--to", "2026-02-01"), "01/02/2026 is before 02/02/2026"),
        (("report", "--from", "2026-02-02", "--csv", "none/x.csv"), "cannot write none/x.csv: No such"),
        (("show", "12"), "12 is no notice number: it has eighteen digits"),
        (("show", "3" * 18), f"there is no notice {'3' * 18}, and no receipt that names it"),
        (("receipt", "r-none", "--original", "x"), "there is no receipt r-none"),
        (("receipt", "r-paid", "--original", "front.db"), "front.db is there already"),
        (("receipt", "r-paid", "--original", "none/x"), "cannot write none/x: No such"),
    ],
)
@pytest.mark.usefixtures("paid")
def test_what_cannot_be_done_is_a_sentence(sportello, words, said):
    told = sportello("payments", *words)
    assert (told.code, told.err.count("\n")) == (1, 1), told.err
    assert told.err.startswith(said)
