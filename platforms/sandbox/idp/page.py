"""What a browser sees of the make-believe provider."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.words import Catalogue
from platforms.sandbox.idp.provider import SandboxIdp
from platforms.sandbox.idp.trouble import Trouble

_HERE = Path(__file__).parent
_PAGES = Environment(
    loader=FileSystemLoader(_HERE),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
STYLE = (_HERE / "page.css").read_text("utf-8")


def draw(idp: SandboxIdp, language: str, root: str, **values: object) -> str:
    """Draw the page: a choice of people, or with `error` why there is none."""
    names = {"title": idp.title, "place": values["place"]}

    def say(name: str, **more: object) -> str:
        return _words(language).text(name, {**names, **more})

    usual = {"question": "", "level": 2, "error": ""}
    shown = {**usual, **values, "people": idp.people.values(), "troubles": [each.value for each in Trouble]}
    return _PAGES.get_template("page.html").render(t=say, lang=language, root=root, **shown)


@cache
def _words(language: str) -> Catalogue:
    return Catalogue.load("idp", language, [_HERE / f"page.{language}.ftl"])
