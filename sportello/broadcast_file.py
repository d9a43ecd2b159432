"""A broadcast written as a file (TOML), for the terminal: read into a draft, or refused with the place."""

import tomllib
from datetime import datetime, tzinfo
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.errors import BadRequest
from sportello.terminal import line
from storage.audience import Audience, Policy
from storage.broadcast_records import Draft, Kind, Text

FORM: Final = """\
# An alert to many. What stands behind # may be left out; times are the city's.
kind = "notice"                       # or "emergency": it needs a basis, and leaves in quiet hours too
valid_until = 2026-12-01T18:00:00     # what has not left by then never leaves
# starts_at = 2026-12-01T08:00:00     # else at once, when it is approved
# policy = "all"                      # every address at once; else the cheapest that reaches somebody
# sender = "COMUNE"                   # an alias in place of the number: nobody can answer it
# basis = "ordinanza 12/2026"         # the law or order by which people are reached who have not asked
# training = true                     # everything goes its way and nothing leaves
# public = false                      # else it stands on the public page, too

[text.it]
title = "Acqua sospesa"
body = "Domani dalle 8 alle 12 manca l'acqua in centro."

[text.en]
title = "Water off"
body = "Tomorrow from 8 to 12 there is no water in the centre."

[audience]
topics = ["roads"]                    # who has asked for any of them
# zones = ["centro"]                  # who has named any of them, or none at all
# languages = ["en"]
# query = "channel = sms and since < 2026-01-01"
# list = 3                            # a list of `sportello broadcast import-list`
# excluded_list = 4
# everyone = true                     # all subscribers, whatever they have asked for; it needs a basis
"""
_LONGEST_TITLE, _LONGEST_BODY = 120, 2_000
_REASONS: Final = {
    "extra_forbidden": "there is no such name",
    "missing": "is missing",
    "too_short": "is missing",
    "string_too_short": "is empty",
}
Word = Annotated[str, Field(min_length=1, max_length=80)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, strict=True)


class _Text(_Part):
    title: Annotated[str, Field(max_length=_LONGEST_TITLE)] = ""
    body: Annotated[str, Field(min_length=1, max_length=_LONGEST_BODY)]


class _Audience(_Part):
    topics: list[Word] = []
    zones: list[Word] = []
    languages: list[Word] = []
    query: Annotated[str, Field(max_length=2_000)] = ""
    list: int | None = None
    excluded_list: int | None = None
    everyone: bool = False


class _Written(_Part):
    kind: Literal["notice", "emergency"] = "notice"
    policy: Literal["cheapest", "all"] = "cheapest"
    sender: Annotated[str, Field(max_length=11)] = ""
    basis: Annotated[str, Field(max_length=300)] = ""
    starts_at: datetime | None = None
    valid_until: datetime | None = None
    training: bool = False
    public: bool = True
    text: Annotated[dict[str, _Text], Field(min_length=1)]
    audience: _Audience = _Audience()


def read_draft(written: str, zone: tzinfo, corrects: int | None = None) -> Draft:
    """Read a draft; of one that sets another right the audience is given. BadRequest names what cannot be."""
    try:
        found = _Written.model_validate(tomllib.loads(written))
    except tomllib.TOMLDecodeError as problem:
        raise BadRequest(f"the file is no TOML: {line(str(problem))}") from None
    except ValidationError as problem:
        raise BadRequest(_faults(problem)) from None
    return _draft(found, zone, corrects)


def _draft(found: _Written, zone: tzinfo, corrects: int | None) -> Draft:
    given = found.audience
    audience = Audience(
        tuple(given.topics),
        tuple(given.zones),
        tuple(given.languages),
        given.query,
        given.list,
        given.excluded_list,
        given.everyone,
    )
    return Draft(
        Kind(found.kind),
        Policy(found.policy),
        {language: Text(text.title, text.body) for language, text in found.text.items()},
        audience if corrects is None else Audience(corrects=corrects),
        found.sender,
        found.basis,
        _local(found.starts_at, zone),
        _local(found.valid_until, zone),
        found.training,
        found.public,
    )


def _local(moment: datetime | None, zone: tzinfo) -> datetime | None:
    """Take a time without a zone as the city's; of the hour that comes twice in autumn the first."""
    return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=zone)


def _faults(problem: ValidationError) -> str:
    told = (
        f"{'.'.join(map(str, error['loc']))}: {_REASONS.get(error['type'], error['msg'].lower())}"
        for error in problem.errors(include_input=False, include_url=False)
    )
    return "; ".join(line(each) for each in told)
