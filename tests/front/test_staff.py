"""Staff at a terminal: added, listed, given other roles, disabled, reset."""

import re

import pytest

LINK = re.compile(r"http://127\.0\.0\.1:[0-9]+/desk/activate/([\w-]{43})\n")


def test_somebody_is_added_listed_changed_disabled_and_reset(sportello):
    first = sportello(
        "staff", "add", "L.Rossi", "--roles", "operator,approver", "--office", "ztl", "--by", "root"
    )
    assert LINK.match(first.out)
    assert "l.rossi" in sportello("staff", "list").out
    assert "known already" in sportello("staff", "add", "l.rossi", "--roles", "auditor").err
    changed = sportello("staff", "roles", "l.rossi", "--roles", "auditor police")
    assert changed.out == "l.rossi: auditor police; offices: all.\n"
    assert "let in no more" in sportello("staff", "disable", "l.rossi").out
    assert "disabled" in sportello("staff", "list").out
    anew = sportello("staff", "reset", "l.rossi")
    assert LINK.match(anew.out)[1] != LINK.match(first.out)[1]
    assert "waiting" in sportello("staff", "list").out


WRONG = {
    "a role that there is not": (("add", "x", "--roles", "king"), "there is no role king"),
    "no role": (("add", "x", "--roles", ","), "at least one role"),
    "a name that is a path": (("add", "../x", "--roles", "auditor"), "a name has up to 40 letters"),
    "an office that is none": (("add", "x", "--roles", "auditor", "--office", "a b"), "no code of an office"),
    "nobody": (("disable", "nobody"), "nobody of the staff is called nobody"),
}


@pytest.mark.parametrize(("words", "said"), WRONG.values(), ids=WRONG)
def test_what_makes_no_sense_is_said(sportello, words, said):
    failed = sportello("staff", *words)
    assert failed.code == 1
    assert said in failed.err
