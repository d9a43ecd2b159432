"""Whose child somebody is: by the very codes that the register holds, until the eighteenth birthday."""

from dataclasses import replace
from datetime import date

import pytest

from platforms.behalf import is_child_of, of_age_on
from platforms.residents.resident import Resident
from storage.omocodia import plain_fiscal_code
from tests.platforms.residents.test_embedded import ELDER

PARENT, VARIANT, OTHER_VARIANT = "FNTGLI92E57F205F", "FNTGLI92E57F20RU", "FNTGLI92E57FN0RN"
CHILD = replace(ELDER, born_on=date(2010, 2, 3), parents=("BRGNNA80A41M999R", PARENT))
EVE, BIRTHDAY = date(2028, 2, 2), date(2028, 2, 3)


def test_three_people_may_share_the_plain_signs_of_a_code() -> None:
    assert len({plain_fiscal_code(code) for code in (PARENT, VARIANT, OTHER_VARIANT)}) == 1


CASES: dict[str, tuple[Resident, str, date, bool]] = {
    "a parent": (CHILD, PARENT, EVE, True),
    "the other parent": (CHILD, "BRGNNA80A41M999R", EVE, True),
    "however it is spaced": (CHILD, "fnt gli 92e57 f205f", EVE, True),
    "who shares the parent's plain code": (CHILD, VARIANT, EVE, False),
    "a parent with a variant": (replace(CHILD, parents=(VARIANT,)), VARIANT, EVE, True),
    "who has the plain code of that parent": (replace(CHILD, parents=(VARIANT,)), PARENT, EVE, False),
    "another variant of it": (replace(CHILD, parents=(VARIANT,)), OTHER_VARIANT, EVE, False),
    "of age": (CHILD, PARENT, BIRTHDAY, False),
    "died": (replace(CHILD, died_on=date(2020, 1, 1)), PARENT, EVE, False),
    "moved away": (replace(CHILD, cancelled_on=date(2020, 1, 1)), PARENT, EVE, False),
    "nobody's": (replace(CHILD, parents=()), PARENT, EVE, False),
    "by no code": (replace(CHILD, parents=()), "", EVE, False),
}


@pytest.mark.parametrize(("child", "parent", "today", "theirs"), CASES.values(), ids=CASES)
def test_somebody_is_a_child_of(child: Resident, parent: str, today: date, theirs: bool) -> None:  # noqa: FBT001 - a table's column
    assert is_child_of(child, parent, today) is theirs


def test_of_age_is_who_has_had_the_eighteenth_birthday() -> None:
    assert of_age_on(date(2010, 2, 3)) == BIRTHDAY
    assert of_age_on(date(2012, 2, 29)) == date(2030, 3, 1)
