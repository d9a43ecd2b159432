"""Credentials: whose name a fiscal code holds, and answers that tell nothing of anybody."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.evidence import Evidence
from bot.message import File
from bot.records import Record
from bot.service import Then
from bot.values import FiscalCode, PersonName
from handlers.get_credentials import CredentialDesk, GetCredentials, fulfil
from handlers.get_credentials.names import parted
from platforms.sandbox.inad import Domicile, SandboxInad
from storage.activations import Handover, Standoff
from storage.applicants import DOCUMENT, MATCH
from storage.citizens import Citizen
from storage.requests import Opened
from tests.clock import Ticker

MARIO = Citizen("m", "RSSMRA80A01H501U", "Mario", "Rossi", pec="mario@pec.example.org")
GIULIA = "BNCGLI85M41F205B"
CARD = File("carta.jpg", "image/jpeg", b"a picture")
LANE = "pec:somebody@pec.example.org"

NAMES = [
    ("the usual order", "Mario Rossi", "RSSMRA80A01H501U", ("Mario", "Rossi")),
    ("surname first", "Rossi Mario", "RSSMRA80A01H501U", ("Mario", "Rossi")),
    ("a second name", "Maria Grazia Rossi", "RSSMGR80A41H501A", ("Maria Grazia", "Rossi")),
    ("a surname of two words", "Anna De Luca", "DLCNNA80A41H501A", ("Anna", "De Luca")),
    ("four consonants", "Gianfranco Neri", "NREGFR80A01H501A", ("Gianfranco", "Neri")),
    ("a short surname", "Ugo Fo", "FOXGUO80A01H501A", ("Ugo", "Fo")),
    ("vowels alone", "Eia Aue", "AUEEIA80A41H501A", ("Eia", "Aue")),
    ("accents and apostrophes", "Niccolò D'Angelò", "DNGNCL80A01H501A", ("Niccolò", "D'Angelò")),
    ("somebody else", "Mario Bianchi", "RSSMRA80A01H501U", None),
    ("one word", "Rossi", "RSSMRA80A01H501U", None),
]


@pytest.mark.parametrize(
    ("holder", "code", "wanted"), [each[1:] for each in NAMES], ids=[each[0] for each in NAMES]
)
def test_a_fiscal_code_says_which_name_is_the_surname(holder, code, wanted):
    assert parted(PersonName(holder), FiscalCode(code)) == wanted


class Citizens:
    """Mario is known; who is admitted is known from then on."""

    def __init__(self):
        self.known = [MARIO]

    async def by_pec(self, address):
        return next((each for each in self.known if each.pec == address), None)

    async def by_fiscal_code(self, code):
        return next((each for each in self.known if each.fiscal_code == code), None)

    async def by_id(self, number):
        return next((each for each in self.known if each.id == number), None)

    async def admit(self, person, source):
        assert source == "inad"
        self.known = [each for each in self.known if each.fiscal_code != person.fiscal_code]
        self.known.append(replace(person, id="new"))
        return "new"


class Activations:
    def __init__(self, clock):
        self.clock = clock
        self.asked = []
        self.standoff = None

    async def prepare(self, citizen, about, who="citizen"):
        self.asked.append((citizen.id, about, who))
        record = Record("link", {"citizen": citizen.id})
        until = self.clock() + timedelta(hours=24)
        given = Handover(
            "mario.rossi", "https://x.example/attiva/t", until, recovery=False, records=(record,)
        )
        return self.standoff or given


class Applicants:
    """What is opened waits at once, as if the turn were written."""

    def __init__(self, clock):
        self.clock = clock
        self.opened = []

    def open(self, applicant):
        self.opened.append(applicant)
        return Opened(
            f"ref-{len(self.opened)}", self.clock().date(), Record("request", {"n": len(self.opened)})
        )

    async def pending(self, lane):
        assert lane == LANE
        return Waiting(self.opened[-1].missing, self.clock().date()) if self.opened else None

    def withdraw(self, request):
        return (Record("withdraw", {"missing": request.details["missing"]}),)


class Waiting:
    def __init__(self, missing, answer_by):
        self.details = {"missing": missing}
        self.reference, self.answer_by = "ref", answer_by


class Desk:
    def __init__(self):
        self.clock = Ticker()
        self.inad = SandboxInad({}, self.clock)
        self.citizens, self.activations = Citizens(), Activations(self.clock)
        self.applicants = Applicants(self.clock)
        self.desk = CredentialDesk(
            offered=True,
            citizens=self.citizens,
            activations=self.activations,
            applicants=self.applicants,
            domiciles=self.inad,
        )

    async def ask(self, address="", code="", holder="", files=()):
        form = GetCredentials(FiscalCode(code) if code else None, PersonName(holder) if holder else None)
        evidence = Evidence(address, tuple(files), "0000001/2026")
        return await fulfil(form, evidence=evidence, lane=LANE, credential_desk=self.desk, clock=self.clock)


@pytest.fixture
def desk():
    return Desk()


STRANGER = "somebody@pec.example.org"
PATHS = [
    ("no certified sender", {"code": MARIO.fiscal_code, "holder": "Mario Rossi"}, "from-your-pec", []),
    ("the owner", {"address": MARIO.pec}, "handed", [("m", "pec", "citizen")]),
    (
        "the owner, by the code too",
        {"address": MARIO.pec, "code": MARIO.fiscal_code},
        "handed",
        [("m", "pec", "citizen")],
    ),
    (
        "the owner for another",
        {"address": MARIO.pec, "code": GIULIA, "holder": "Giulia Bianchi"},
        "set-aside",
        [],
    ),
    ("nothing said", {"address": STRANGER}, "who", []),
    ("no name", {"address": STRANGER, "code": GIULIA}, "who", []),
    ("a body's code", {"address": STRANGER, "code": "01234567897", "holder": "Giulia Bianchi"}, "who", []),
    ("names of another", {"address": STRANGER, "code": GIULIA, "holder": "Anna Bianchi"}, "names-differ", []),
]


@pytest.mark.parametrize(
    ("given", "said", "asked"), [each[1:] for each in PATHS], ids=[each[0] for each in PATHS]
)
async def test_each_way_of_asking_has_its_answer(desk, given, said, asked):
    outcome = await desk.ask(**given)
    assert (outcome.text, desk.activations.asked) == (said, asked)
    assert (outcome.then is Then.STAY) == (said in {"who", "names-differ"})
    assert ("url" in outcome.values) == (said == "handed")


async def test_where_none_are_offered_nothing_is_looked_at(desk):
    desk.desk.offered = False
    assert (await desk.ask(MARIO.pec)).text == "not-offered"
    outcome = await fulfil(
        GetCredentials(), evidence=Evidence(MARIO.pec), lane=LANE, credential_desk=None, clock=desk.clock
    )
    assert outcome.text == "not-offered"


async def test_inad_makes_somebody_known_once_and_keeps_the_names_that_we_have(desk):
    desk.inad.domiciles[MARIO.fiscal_code] = [Domicile(STRANGER)]
    outcome = await desk.ask(STRANGER, MARIO.fiscal_code, "Rossi Maria")  # the same signs as Mario's
    assert (outcome.text, desk.inad.asked) == ("handed", ["0000001/2026"])
    assert desk.citizens.known == [Citizen("new", MARIO.fiscal_code, "Mario", "Rossi", pec=STRANGER)]
    assert (await desk.ask(STRANGER)).text == "handed"
    assert len(desk.inad.asked) == 1


@pytest.mark.parametrize("files", [(), (CARD,)], ids=["without a document", "with one"])
async def test_somebody_and_nobody_have_one_answer(files):
    told = []
    for code, holder in ((MARIO.fiscal_code, "Mario Rossi"), (GIULIA, "Giulia Bianchi")):
        desk = Desk()
        outcome = await desk.ask(STRANGER, code, holder, files)
        told.append((outcome.text, outcome.values, len(desk.inad.asked)))
        noted = [record for record in outcome.records if record.values.get("what") == "credential-asked"]
        assert len(noted) == (code == MARIO.fiscal_code)  # for Mario to read, and nobody else
    assert told[0] == told[1]
    assert told[0][1]["missing"] == (MATCH if files else DOCUMENT)


async def test_while_a_person_has_it_nothing_is_looked_up_again(desk):
    given = (STRANGER, GIULIA, "Giulia Bianchi")
    assert (await desk.ask(*given)).text == "set-aside"
    for again in (given, (STRANGER, MARIO.fiscal_code, "Mario Rossi"), (STRANGER,)):
        assert (await desk.ask(*again)).text == "with-a-person"
    later = await desk.ask(*given, files=(CARD,))
    assert later.text == "set-aside"
    assert [record.statement for record in later.records] == ["withdraw", "request"]
    assert (await desk.ask(*given, files=(CARD,))).text == "with-a-person"
    assert ([each.missing for each in desk.applicants.opened], len(desk.inad.asked)) == ([DOCUMENT, MATCH], 1)


async def test_where_inad_is_away_nothing_is_opened(desk):
    desk.inad.down = True
    assert (await desk.ask(STRANGER, GIULIA, "Giulia Bianchi", (CARD,))).text == "register-away"
    assert desk.applicants.opened == []


@pytest.mark.parametrize("standoff", Standoff)
async def test_who_gets_no_link_is_told_why(desk, standoff):
    desk.activations.standoff = standoff
    outcome = await desk.ask(MARIO.pec)
    assert (outcome.text, outcome.records, outcome.values) == (standoff.value, (), {})
