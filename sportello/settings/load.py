"""One typed object out of `SPORTELLO_…` variables and a TOML file; the environment wins.

A value that cannot be and a name that nobody knows stop the start, in a sentence that names the setting
the way its author wrote it, and never shows the value: it may be a secret.
"""

import tomllib
import warnings
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from bot.errors import Misconfigured
from sportello.settings.broadcasts import Broadcasts
from sportello.settings.certificates import Certificates
from sportello.settings.desk import Desk
from sportello.settings.groups import (
    City,
    Conversations,
    Database,
    Engine,
    Fines,
    Group,
    Log,
    Office,
    Web,
)
from sportello.settings.handover import Handover
from sportello.settings.identity import Identity, Privacy
from sportello.settings.mail import Mail
from sportello.settings.networks import Sms, SmsSpare, Telegram
from sportello.settings.oidc import Oidc
from sportello.settings.pagopa import Mode, PagoPa
from sportello.settings.pdnd import Pdnd
from sportello.settings.pec import Pec
from sportello.settings.register import Register
from sportello.settings.requests import Requests
from sportello.settings.residents import Residents
from sportello.settings.ztl import Ztl

PREFIX = "SPORTELLO_"
BETWEEN = "__"
CONFIG = f"{PREFIX}CONFIG"
FILE = "sportello.toml"

# What pydantic says in the words of a programmer, by its name for the mistake.
_REASONS = {
    "extra_forbidden": "there is no such setting",
    "model_type": "must be a table",
    "string_too_short": "must not be empty",
    "string_pattern_mismatch": "must have the form that docs/SETTINGS.md describes",
}


# The metaclass of every model has a method of this name, which nobody calls on settings.
warnings.filterwarnings("ignore", 'Field name "register" in "Settings" shadows', UserWarning)


class Settings(BaseSettings):
    """The settings of one counter, read from sources of which the first wins.

    Nothing is required: the defaults run on this machine alone.
    """

    model_config = SettingsConfigDict(extra="forbid", frozen=True)

    city: City = City()
    database: Database = Database()
    web: Web = Web()
    sms: Sms = Sms()
    sms_spare: SmsSpare = SmsSpare()
    mail: Mail = Mail()
    pec: Pec = Pec()
    telegram: Telegram = Telegram()
    register: Register = Register()
    requests: Requests = Requests()
    fines: Fines = Fines()
    pagopa: PagoPa = PagoPa()
    session: Conversations = Conversations()
    identity: Identity = Identity()
    oidc: Oidc = Oidc()
    privacy: Privacy = Privacy()
    pdnd: Pdnd = Pdnd()
    residents: Residents = Residents()
    certificates: Certificates = Certificates()
    ztl: Ztl = Ztl()
    broadcasts: Broadcasts = Broadcasts()
    desk: Desk = Desk()
    office: Office = Office()
    handover: Handover = Handover()
    log: Log = Log()
    engine: Engine = Engine()

    @property
    def payment_mode(self) -> Mode | None:
        """How payments reach pagoPA; None where nothing says it and others than this machine reach us."""
        return self.pagopa.mode or ("sandbox" if self.web.offers_phone else None)

    def __init__(self, *sources: PydanticBaseSettingsSource) -> None:
        # Nothing is read behind the caller's back: without sources these are the defaults.
        super().__init__(_build_sources=(sources, {}))


class Environment(PydanticBaseSettingsSource):
    """The `SPORTELLO_GROUP__NAME` variables of a mapping; an empty one counts as not set."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        super().__init__(Settings)
        self._environ = environ

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:  # noqa: ARG002 - pydantic's
        """Give a whole group as a mapping: pydantic joins it with what the file says."""
        group = _groups()[field_name]
        given = {name: self._environ.get(variable(field_name, name), "") for name in group.model_fields}
        return {name: text for name, text in given.items() if text}, field_name, True

    def __call__(self) -> dict[str, Any]:
        """Give every group that has at least one variable set."""
        groups = {name: self.get_field_value(field, name)[0] for name, field in Settings.model_fields.items()}
        return {name: group for name, group in groups.items() if group}


def load(environ: Mapping[str, str], directory: Path) -> Settings:
    """Read the settings; raises Misconfigured with every mistake found, a line each.

    The file is the one that `SPORTELLO_CONFIG` names, which must then exist, or `sportello.toml` in
    `directory` if there is one.
    """
    strangers = list(_strangers(environ))
    if strangers:
        raise Misconfigured("\n".join(strangers))
    named = environ.get(CONFIG)
    file = Path(named) if named else directory / FILE
    if named and not file.is_file():
        raise Misconfigured(f"{CONFIG}: there is no file {file}")
    environment = Environment(environ)
    try:
        toml = TomlConfigSettingsSource(Settings, file)
        return Settings(environment, toml)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise Misconfigured(f"{file} cannot be read: {type(error).__name__}, {_place(error)}") from None
    except ValidationError as error:
        given = environment()
        raise Misconfigured("\n".join(_sentence(each, given, file) for each in error.errors())) from None


def variable(group: str, name: str) -> str:
    """Name a setting as the environment does."""
    return f"{PREFIX}{group}{BETWEEN}{name}".upper()


def _groups() -> Mapping[str, type[Group]]:
    return {
        name: field.annotation
        for name, field in Settings.model_fields.items()
        if isinstance(field.annotation, type) and issubclass(field.annotation, Group)
    }


def _strangers(environ: Mapping[str, str]) -> Iterator[str]:
    known = [
        CONFIG,
        *(variable(group, name) for group, model in _groups().items() for name in model.model_fields),
    ]
    for name in sorted(environ):
        if name.startswith(PREFIX) and name not in known:
            near = get_close_matches(name, known, n=1)
            yield f"{name}: there is no such setting" + (f"; did you mean {near[0]}?" if near else "")


def _place(error: Exception) -> str:
    """Say where a file is broken without quoting it: tomllib's message ends with the place."""
    found = str(error).rpartition("(")[2].rstrip(")")
    return found if found.startswith("at ") else "no further detail"


def _sentence(error: ErrorDetails, given: Mapping[str, Any], file: Path) -> str:
    group, *names = (str(step) for step in error["loc"][:2])
    if error["type"] == "incomplete":
        missing = ", ".join(_spelt(group, name, given, file) for name in error["ctx"]["missing"])
        return f"[{group}] is incomplete. Still missing: {missing}{error['ctx']['hint']}"
    where = _spelt(group, names[0], given, file) if names else f"{group} in {file.name}"
    within = ""
    if len(error["loc"]) > len(("group", "name", 0)):  # of one table among several
        within = f" {int(error['loc'][2]) + 1}, {error['loc'][3]}"
    return f"{where}{within}: {_REASONS.get(error['type']) or _plain(error['msg'])}"


def _plain(message: str) -> str:
    """Put pydantic's words after a name; its messages never hold the value itself."""
    return (
        message.removeprefix("Value error, ").replace("Input should", "must").replace("String should", "must")
    )


def _spelt(group: str, name: str, given: Mapping[str, Any], file: Path) -> str:
    """Name a setting as its author wrote it, the other way beside it."""
    from_environment = name in given.get(group, {}) or not file.is_file()
    toml = f"[{group}] {name}" + ("" if from_environment else f" in {file.name}")
    env = variable(group, name)
    return f"{env} ({toml})" if from_environment else f"{toml} ({env})"
