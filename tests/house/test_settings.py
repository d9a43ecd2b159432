"""Settings: nothing is required, every mistake is told by its name, no secret is shown."""

import ast
import inspect
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.errors import Misconfigured
from sportello.settings import Settings, load
from sportello.settings.page import page

SID = "AC" + "0123456789abcdef" * 2
SMS = {
    "SPORTELLO_SMS__ACCOUNT_SID": SID,
    "SPORTELLO_SMS__AUTH_TOKEN": "a-very-secret-word",
    "SPORTELLO_SMS__NUMBER": "+39 339 990 0000",
}


def refusal(environ: dict[str, str], directory: Path, toml: str = "") -> str:
    if toml:
        (directory / "sportello.toml").write_text(toml, encoding="utf-8")
    with pytest.raises(Misconfigured) as raised:
        load(environ, directory)
    return str(raised.value)


def test_nothing_is_required(tmp_path: Path) -> None:
    settings = load({"HOME": "/somewhere", "SPORTELLO_WEB__PORT": ""}, tmp_path)
    assert settings == Settings()
    assert settings.web.address == "http://127.0.0.1:8080"
    assert not settings.sms.enabled


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / "sportello.toml").write_text('[web]\nport = 1\nhost = "0.0.0.0"\n', encoding="utf-8")
    web = load({"SPORTELLO_WEB__PORT": "2"}, tmp_path).web
    assert (web.host, web.port) == ("0.0.0.0", 2)  # noqa: S104 - the very case: listening to everybody
    assert not web.offers_phone


def test_a_named_file_must_exist(tmp_path: Path) -> None:
    missing = tmp_path / "nowhere.toml"
    assert "SPORTELLO_CONFIG" in refusal({"SPORTELLO_CONFIG": str(missing)}, tmp_path)
    missing.write_text('[city]\nname = "Comune di Fiorita"\n', encoding="utf-8")
    assert load({"SPORTELLO_CONFIG": str(missing)}, tmp_path).city.name == "Comune di Fiorita"


@pytest.mark.parametrize(
    ("host", "phone", "offered"),
    [
        ("127.0.0.1", "", True),
        ("localhost", "", True),
        ("192.0.2.1", "", False),
        ("192.0.2.1", "yes", True),
        ("127.0.0.1", "no", False),
    ],
)
def test_the_phone_is_for_this_machine_alone(tmp_path: Path, host: str, phone: str, offered: bool) -> None:  # noqa: FBT001 - a column of the table
    settings = load({"SPORTELLO_WEB__HOST": host, "SPORTELLO_WEB__PHONE": phone}, tmp_path)
    assert settings.web.offers_phone is offered


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WEB__PORT", "eighty"),
        ("WEB__PORT", "70000"),
        ("WEB__PUBLIC_URL", "counter.example.org"),
        ("CITY__PATRON", "31-02"),
        ("CITY__PATRON", "maggio"),
        ("CITY__TIME_ZONE", "Europe/Atlantis"),
        ("CITY__FISCAL_CODE", "01234567890"),
        ("CITY__LANGUAGES", "italiano"),
        ("CITY__LANGUAGES", "it,it"),
        ("WEB__PUBLIC_URL", "https://mario:hidden@counter.example.org"),
        ("WEB__PUBLIC_URL", "https://counter.example.org/?a=b"),
        ("SMS__RATE", "inf"),
        ("SMS__ACCOUNT_SID", SID.replace("AC", "MG")),
        ("SMS__NUMBER", "339 990 0000"),
        ("DATABASE__URL", "mysql://wrong:hidden@db/sportello"),
        ("DATABASE__URL", "data/sportello.db"),
        ("DATABASE__URL", "sqlite:///:memory:"),
        ("LOG__FORMAT", "xml"),
        ("FINES__SURCHARGE_CAP", "60"),
        ("FINES__SEGREGATION_CODE", "1"),
        ("ENGINE__LANES", "0"),
    ],
)
def test_a_wrong_value_is_named_and_not_shown(tmp_path: Path, name: str, value: str) -> None:
    said = refusal({f"SPORTELLO_{name}": value}, tmp_path)
    group, _, setting = name.lower().partition("__")
    assert said.startswith(f"SPORTELLO_{name} ([{group}] {setting}): ")
    assert value not in said


def test_a_wrong_value_of_the_file_is_named_as_the_file_has_it(tmp_path: Path) -> None:
    said = refusal({}, tmp_path, '[web]\nport = "eighty"\n')
    assert said.startswith("[web] port in sportello.toml (SPORTELLO_WEB__PORT): ")


def test_unknown_names_are_refused(tmp_path: Path) -> None:
    assert "did you mean SPORTELLO_WEB__PORT?" in refusal({"SPORTELLO_WEB__PROT": "1"}, tmp_path)
    assert "[web] prot in sportello.toml" in refusal({}, tmp_path, "[web]\nprot = 1\n")
    assert "wbe in sportello.toml: there is no such setting" in refusal({}, tmp_path, "[wbe]\nport = 1\n")
    assert "web in sportello.toml: must be a table" in refusal({}, tmp_path, "web = 3\n")


def test_a_broken_file_is_refused_with_the_place_and_without_its_text(tmp_path: Path) -> None:
    said = refusal({}, tmp_path, '[sms]\nauth_token = "a-very-secret-word\n')
    assert "line 2" in said
    assert "secret-word" not in said


def test_sms_set_in_part_is_refused_with_what_is_missing(tmp_path: Path) -> None:
    said = refusal({"SPORTELLO_SMS__AUTH_TOKEN": "a-very-secret-word"}, tmp_path)
    assert "SPORTELLO_SMS__ACCOUNT_SID" in said
    assert "SPORTELLO_SMS__NUMBER" in said
    assert "a messaging_service_sid does" in said
    assert "secret-word" not in said


def test_sms_is_on_when_it_is_complete(tmp_path: Path) -> None:
    sms = load(SMS, tmp_path).sms
    assert sms.enabled
    assert sms.number == "+393399900000"
    assert sms.auth_token == SecretStr("a-very-secret-word")


def test_secrets_are_in_no_text_of_the_settings(tmp_path: Path) -> None:
    database = {"SPORTELLO_DATABASE__URL": "postgresql://sportello:hidden@db/sportello"}
    settings = load(SMS | database, tmp_path)
    assert "secret-word" not in repr(settings)
    assert "hidden" not in repr(settings)


def test_patron_saint(tmp_path: Path) -> None:
    assert load({"SPORTELLO_CITY__PATRON": "22-05"}, tmp_path).city.patron_day == (5, 22)
    assert Settings().city.patron_day is None
    assert Settings().city.zone.key == "Europe/Rome"


def test_every_setting_is_described() -> None:
    silent = [
        f"{group}.{name}"
        for group in Settings.model_fields
        for name, field in type(getattr(Settings(), group)).model_fields.items()
        if not field.description or not field.description.endswith(".")
    ]
    assert silent == []


# Settings that nothing reads yet, and what will.
AWAITED = {
    "city.fiscal_code": "payment notices made at pagoPA",
    "office.phone": "the answer to OPERATORE",
    "office.hours": "the answer to OPERATORE",
}


def attributes(file: Path) -> set[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}


def readers_of(group: str, name: str) -> set[str]:
    """Names under which a setting is read: its own, and the properties of its group that lean on it."""
    tree = ast.parse(
        Path(inspect.getfile(Settings.model_fields[group].annotation)).read_text(encoding="utf-8")
    )
    properties = {
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and any(isinstance(inner, ast.Attribute) and inner.attr == name for inner in ast.walk(node))
    }
    return {name} | properties


def groups_with(group: str, name: str) -> set[str]:
    """Name the groups that have a setting in common: whoever reads it of one reads it of all."""
    own = Settings.model_fields[group].annotation
    origin = next(
        each for each in reversed(inspect.getmro(own)) if name in getattr(each, "__annotations__", ())
    )
    return {each for each, field in Settings.model_fields.items() if issubclass(field.annotation, origin)}


def test_no_setting_is_set_in_vain() -> None:
    room = Path(__file__).parents[2] / "sportello"
    used = [attributes(file) for file in room.rglob("*.py") if "settings" not in file.relative_to(room).parts]
    unread = {
        f"{group}.{name}"
        for group in Settings.model_fields
        for name in type(getattr(Settings(), group)).model_fields
        if not any(groups_with(group, name) & names and names & readers_of(group, name) for names in used)
    }
    assert unread <= AWAITED.keys()


def test_the_page_for_operators_is_current() -> None:
    written = Path(__file__).parents[2] / "docs" / "SETTINGS.md"
    assert written.read_text(encoding="utf-8") == page(), "python -m sportello.settings > docs/SETTINGS.md"
