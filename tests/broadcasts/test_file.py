"""A broadcast written as a file: what is read out of it, and what is wrong in it, each with its place."""

from datetime import datetime

import pytest

from bot.errors import BadRequest
from platforms.footers.footer import Footers
from sportello.broadcast_estimate import Laid
from sportello.broadcast_faults import Known, faults
from sportello.broadcast_file import FORM, read_draft
from storage.audience import Policy
from storage.broadcast_records import Kind
from tests.clock import ROME

NOW = datetime(2026, 2, 3, 10, 0, tzinfo=ROME)
KNOWN = Known(("civil_protection", "roads"), ("centro",), ("it", "en"), ("COMUNE",), {1: ("nome",), 2: ()})
ALERT = """
valid_until = 2026-02-05T18:00:00
[text.it]
title = "Acqua sospesa"
body = "Domani niente acqua."
[text.en]
title = "Water off"
body = "No water tomorrow."
[audience]
topics = ["roads"]
"""


def wrong(written):
    """All that is told of a file."""
    try:
        draft = read_draft(written, ROME)
    except BadRequest as problem:
        return str(problem)
    laid = Laid(draft, Footers("Comune di Portoreale", "+393399900000"), ("it",))
    return "\n".join(faults(draft, KNOWN, laid, NOW))


def test_the_form_is_a_good_broadcast():
    draft = read_draft(FORM, ROME)
    assert set(draft.texts) == {"it", "en"}
    assert draft.audience.topics == ("roads",)
    assert draft.valid_until == datetime(2026, 12, 1, 18, tzinfo=ROME)
    assert wrong(FORM) == ""


def test_all_that_can_be_said_is_read():
    """With what the form leaves out."""
    lines = (line.removeprefix("# ") if " = " in line else line for line in FORM.splitlines())
    draft = read_draft("\n".join(lines), ROME)
    audience = draft.audience
    assert (draft.kind, draft.policy, draft.sender) == (Kind.NOTICE, Policy.ALL, "COMUNE")
    assert (draft.training, draft.public, draft.basis) == (True, False, "ordinanza 12/2026")
    assert draft.starts_at == datetime(2026, 12, 1, 8, tzinfo=ROME)
    assert (audience.zones, audience.languages, audience.everyone) == (("centro",), ("en",), True)
    assert (audience.list, audience.excluded_list) == (3, 4)
    assert audience.query == "channel = sms and since < 2026-01-01"


def test_what_sets_another_right_has_its_audience():
    assert read_draft(ALERT, ROME, corrects=7).audience.topics == ()
    assert read_draft(ALERT, ROME, corrects=7).audience.corrects == 7


def test_a_good_one_is_told_nothing_of():
    assert wrong(ALERT) == ""
    assert wrong(ALERT.replace('topics = ["roads"]', "list = 1").replace("tomorrow", "{Nome}")) == ""


@pytest.mark.parametrize(
    ("label", "change", "err"),
    [
        ("no TOML", ("[text.it]", "[text.it"), "the file is no TOML"),
        (
            "a name that there is not",
            ("[audience]", "[audience]\ntopic = 1"),
            "audience.topic: there is no such",
        ),
        ("no text", ('body = "No water tomorrow."', ""), "text.en.body: is missing"),
        (
            "a topic that there is not",
            ('"roads"', '"fun"'),
            "audience.topics: there is no fun, only civil_prot",
        ),
        (
            "a zone that there is not",
            ("[audience]", '[audience]\nzones = ["Z"]'),
            "audience.zones: there is no Z",
        ),
        ("a language of nobody", ("[text.en]", "[text.fr]"), "text: there is no fr, only it, en"),
        (
            "an alias that is not ours",
            ("[text.it]", 'sender = "BANCA"\n[text.it]'),
            "sender: there is no BANCA",
        ),
        (
            "a list that there is not",
            ("[audience]", "[audience]\nlist = 4"),
            "audience.list: there is no list 4",
        ),
        (
            "a condition",
            ("[audience]", '[audience]\nquery = "channel = "'),
            "audience.query: at character 10",
        ),
        ("a place that nothing fills in", ("tomorrow", "{nome}"), "text.en: nothing fills in {nome}"),
        ("a lonely bracket", ("tomorrow", "{tomorrow"), "text.en.body: a bracket at character 10"),
        (
            "too long for an SMS",
            ("tomorrow", "x" * 1700),
            "text.en: 1743 characters, by SMS no more than 1600",
        ),
        (
            "its time is over",
            ("2026-02-05", "2026-02-01"),
            "valid_until: it would be over before it begins",
        ),
    ],
)
def test_what_is_wrong_with_a_file_is_told(label, change, err):
    assert err in wrong(ALERT.replace(*change, 1)), label


@pytest.mark.parametrize(
    ("audience", "told"),
    [
        ("list = 1", ""),
        ("list = 2", "text.en: nothing fills in {nome}: write {nome|what stands there else}"),
        (
            'list = 1\ntopics = ["roads"]',
            "text.en: nothing fills in {nome}: write {nome|what stands there else}",
        ),
    ],
)
def test_only_rows_of_a_list_fill_anything_in(audience, told):
    assert wrong(ALERT.replace('topics = ["roads"]', audience).replace("tomorrow", "{nome}")) == told
