"""docs/SETTINGS.md, written from the settings themselves so that it cannot be out of date."""

from collections.abc import Iterator

from pydantic import SecretStr
from pydantic.fields import FieldInfo

from sportello.settings.groups import Group
from sportello.settings.load import CONFIG, FILE, Settings, variable

OPENING = f"""# Settings

Nothing has to be set: without any of these the counter runs on this machine alone, with a database file of
its own.

A setting is read from the environment (`SPORTELLO_WEB__PORT=80`) or from a file in TOML, where each group is
a table (`[web]` and, under it, `port = 80`). The file is `{FILE}` in the directory where the program starts,
or the one that `{CONFIG}` names. If both speak, the environment wins. An unknown name or a value that cannot
be stops the start with a sentence that names it.

This page is written by `python -m sportello.settings > docs/SETTINGS.md`.
"""


def page() -> str:
    """Write the page; it ends with one line feed."""
    settings = Settings()
    return OPENING + "".join(_section(name, getattr(settings, name)) for name in Settings.model_fields)


def _section(name: str, group: Group) -> str:
    lines = [f"\n## [{name}]\n", f"{type(group).__doc__}\n"]
    lines += ["| setting | variable | default | meaning |", "| --- | --- | --- | --- |"]
    lines += _rows(name, group)
    return "\n".join(lines) + "\n"


def _rows(name: str, group: Group) -> Iterator[str]:
    for setting, field in type(group).model_fields.items():
        cells = (f"`{setting}`", f"`{variable(name, setting)}`", _default(field), field.description or "")
        yield f"| {' | '.join(cells)} |"


def _default(field: FieldInfo) -> str:
    value = field.default
    if value in (None, "", ()) or isinstance(value, SecretStr):
        return "unset"
    return f"`{', '.join(value) if isinstance(value, tuple) else value}`"
