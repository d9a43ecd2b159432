"""Every service is whole: words in every language, examples, a transcript; none is in another's way."""

import ast
import sys
from collections.abc import Iterator
from inspect import getsource
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as fluent
from fluent.syntax.visitor import Visitor

import handlers
from bot.commands import NAMES
from bot.desk import Desk
from bot.errors import WrongAnswer
from bot.form import slots
from bot.service import Service
from bot.values.spelling import plain
from bot.values.value import Option, Reading
from bot.words import COUNTER
from handlers import SERVICES
from sportello.settings import Settings
from sportello.settings.identity import Identity
from sportello.transcripts.script import read_script
from sportello.vocabulary import build_desk
from tests.clock import Ticker

ROOT = Path(handlers.__file__).parent.parent
LANGUAGES = ("it", "en")
TRANSCRIPTS = ROOT / "tests" / "transcripts"
FTL = sorted([*ROOT.glob("bot/words/*.it.ftl"), *ROOT.glob("handlers/*/*.it.ftl")])
SHARED = frozenset({"permits"})  # folders of what several services do alike
SAYING = frozenset({"done", "confirm", "again", "ask", "switch"})

each_service = pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
each_language = pytest.mark.parametrize("language", LANGUAGES)
each_file = pytest.mark.parametrize("path", FTL, ids=lambda path: path.stem)


@pytest.fixture(scope="module")
def desk() -> Desk:
    """The real words and services."""
    return build_desk(SERVICES, Settings())


@each_service
@each_language
def test_a_service_has_its_words(desk: Desk, service: Service, language: str) -> None:
    words = desk.words.catalogues[service.name, language]
    wanted = ["title", "keywords", "example", "correction-example"]
    for slot in slots(service.form):
        wanted += [f"slot-{slot.name}{part}" for part in ("", ".labels", ".ask", ".need", ".wrong")]
        wanted += [f"option-{slot.name}-{member.name}" for member in slot.choices or ()]
    assert [name for name in wanted if not words.has(name)] == []


@each_service
@each_language
def test_each_text_that_the_code_names_is_there(desk: Desk, service: Service, language: str) -> None:
    words = desk.words.catalogues[service.name, language]
    named = set(_texts_named_in(ROOT / "handlers" / service.name))
    assert named
    assert {name for name in named if not words.has(name)} == set()


def _texts_named_in(folder: Path) -> Iterator[str]:
    """The first argument of done(), confirm(), again(), and what a table of texts holds for them."""
    for path in folder.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAYING:
                yield from _strings(node.args[0])
            elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict):
                yield from (text for value in node.value.values for text in _strings(value) if "-" in text)


def _strings(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _strings(node.body)
        yield from _strings(node.orelse)


@each_service
def test_an_example_begins_with_a_keyword(desk: Desk, service: Service) -> None:
    for language in LANGUAGES:
        example = desk.words.voice(language, "sms").say(service.name, "example")
        opened = [(desk.staff or desk).keywords.get(plain(word)) for word in example.split()]
        assert service.name in opened


def test_no_two_services_share_a_keyword_and_none_is_a_reserved_word(desk: Desk) -> None:
    owners: dict[str, set[str]] = {}
    for service in SERVICES:
        for word in desk.words.terms(service.name, "keywords"):
            owners.setdefault(plain(word), set()).add(service.name)
    assert {word: names for word, names in owners.items() if len(names) > 1} == {}
    assert [word for word in owners if desk.commands.exact(word)] == []


def test_no_two_reserved_words_are_the_same(desk: Desk) -> None:
    owners: dict[str, set[str]] = {}
    for name in NAMES:
        for word in desk.words.terms(COUNTER, f"command-{name}.words"):
            owners.setdefault(plain(word), set()).add(name)
    assert {word: names for word, names in owners.items() if len(names) > 1} == {}


@each_language
@pytest.mark.parametrize("way", ["telegram", "email"])
def test_each_reserved_word_is_explained_in_the_help(desk: Desk, language: str, way: str) -> None:
    voice = desk.words.voice(language, way)
    told = voice.say(COUNTER, "help")
    assert [name for name in NAMES if voice.say(COUNTER, f"command-{name}") not in told] == []


@each_service
def test_a_service_has_a_transcript_with_a_scene_for_each_way(service: Service) -> None:
    script = read_script(TRANSCRIPTS / f"{service.name}.txt")
    assert {scene.channel for scene in script.scenes} == {"sms", "telegram", "email"}


@pytest.mark.parametrize(
    "service", [service for service in SERVICES if not service.staff], ids=lambda service: service.name
)
@each_language
def test_a_service_has_sentences_to_learn_from(service: Service, language: str) -> None:
    path = ROOT / "handlers" / service.name / f"examples.{language}.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len([line for line in lines if line and not line.startswith(("//", "#"))]) >= 30


def test_services_of_staff_are_nowhere_for_citizens(desk: Desk) -> None:
    """Not in a menu, not by a keyword, not by bare data, not by a sentence."""
    staffs = {service.name for service in SERVICES if service.staff}
    assert staffs == {"check_plate", "link_officer", "send_broadcast", "approve_broadcast"}
    known = {*desk.services, *desk.listed, *desk.asking, *desk.keywords.values()}
    assert not known & staffs
    assert desk.staff is not None
    assert set(desk.staff.services) >= staffs
    assert not {*desk.staff.listed, *desk.staff.asking} & staffs
    for service in staffs:
        assert not list((ROOT / "handlers" / service).glob("examples.*"))


def test_each_folder_of_a_handler_is_in_services() -> None:
    folders = {path.parent.name for path in (ROOT / "handlers").glob("*/__init__.py")}
    assert folders - SHARED == {service.name for service in SERVICES}


@each_file
def test_each_text_is_in_both_languages_with_the_same_values(path: Path) -> None:
    other = path.with_name(path.name.replace(".it.", ".en."))
    assert _values_of(path) == _values_of(other)


def _values_of(path: Path) -> dict[str, frozenset[str]]:
    """Each text of a file, attributes as `message.attribute`, and the values that it takes."""
    found: dict[str, frozenset[str]] = {}
    for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body:
        assert not isinstance(entry, fluent.Junk), entry.content
        if isinstance(entry, fluent.Message):
            found[entry.id.name] = _variables(entry.value)
            found |= {f"{entry.id.name}.{one.id.name}": _variables(one.value) for one in entry.attributes}
    return found


class _Variables(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: fluent.VariableReference) -> None:  # noqa: N802 - the visitor's name
        """Note it; how a text is asked for may differ from language to language."""
        self.names.add(node.id.name)


def _variables(pattern: fluent.Pattern | None) -> frozenset[str]:
    visitor = _Variables()
    if pattern is not None:
        visitor.visit(pattern)
    return frozenset(visitor.names - {"way"})


WRONG = (
    "",
    "?",
    "boh",
    "12",
    "31/02/2026",
    "AB12O1CD",
    "3" * 18,
    "4" * 18,
    "99",
    "x" * 3000,
    "AB123CD",
    "3.2.26",
    "a@",
)


@each_service
@each_language
def test_each_reason_why_an_answer_is_wrong_has_words(desk: Desk, service: Service, language: str) -> None:
    voice = desk.words.voice(language, "sms")
    options = (Option("a", "Alfa uno"), Option("b", "Alfa due"))
    for slot in slots(service.form):
        for text in WRONG:
            try:
                slot.value.parse(text, Reading(Ticker()().date(), options))
            except WrongAnswer as wrong:
                name = f"slot-{slot.name}.wrong-{wrong.reason}"
                known = name if voice.has(service.name, name) else f"slot-{slot.name}.wrong"
                assert voice.say(service.name, known)


@each_service
@each_language
def test_each_precise_complaint_is_one_that_a_value_makes(
    desk: Desk, service: Service, language: str
) -> None:
    """A misspelt reason would never be said."""
    path = ROOT / "handlers" / service.name / f"{service.name}.{language}.ftl"
    written = {name for name in _values_of(path) if ".wrong-" in name}
    for slot in slots(service.form):
        source = "".join(_sources_of(slot.value))
        for name in {name for name in written if name.startswith(f"slot-{slot.name}.wrong-")}:
            reason = name.partition(".wrong-")[2]
            assert f'"{reason}"' in source, name
    assert desk


def _sources_of(value: type) -> Iterator[str]:
    """The module of a value, and those of what it is made from."""
    for each in value.__mro__:
        if each is not object:
            yield getsource(sys.modules[each.__module__])


@pytest.mark.parametrize("given", ["on", "off"])
def test_credentials_stand_in_the_menu_where_they_are_given_out(given: str) -> None:
    """Whoever asks for them all the same is answered (CREDENZIALI), and told of SPID and CIE."""
    settings = Settings().model_copy(update={"identity": Identity(local_credentials=given)})
    offered = build_desk([service for service in SERVICES if service.name == "get_credentials"], settings)
    assert ("get_credentials" in offered.listed) is (given == "on")
    assert "get_credentials" in offered.keywords.values()
