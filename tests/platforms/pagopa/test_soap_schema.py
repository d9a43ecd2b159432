"""Our schema against pagoPA's own, where it is at hand: the same verdict on many hundred broken messages."""

from copy import deepcopy

import pytest
from lxml import etree

from platforms.pagopa.soap.schema import Misshapen, check
from tests.platforms.pagopa import messages
from tests.platforms.pagopa.official import needs_official, official_schema

XSI = "http://www.w3.org/2001/XMLSchema-instance"

# What any element of text may be made to hold.
TEXTS = {
    "empty": "",
    "space": " ",
    "padded": " 28.70 ",
    "x": "x",
    "yy": "YY",
    "5": "12345",
    "11": "12345678901",
    "11 padded": " 12345678901",
    "16": "x" * 16,
    "17": "x" * 17,
    "18": "1" * 18,
    "19": "1" * 19,
    "20": "x" * 20,
    "21": "x" * 21,
    "35": "x" * 35,
    "36": "x" * 36,
    "70": "x" * 70,
    "71": "x" * 71,
    "140": "x" * 140,
    "141": "x" * 141,
    "210": "x" * 210,
    "211": "x" * 211,
    "accents": "è" * 140,
    "beyond": "😀" * 70,
    "line": "a\nb",
    "zero": "0.00",
    "cent": "0.01",
    "comma": "12,50",
    "one decimal": "12.5",
    "three decimals": "12.500",
    "whole": "12",
    "minus": "-1.00",
    "plus": "+1.00",
    "most": "999999999.99",
    "more": "1000000000.00",
    "zeros": "0000012.50",
    "other digits": "१२.५०",
    "date": "2026-02-28",
    "no such day": "2026-02-30",
    "date in a zone": "2026-02-28+01:00",
    "slashes": "28/02/2026",
    "short date": "2026-2-8",
    "year 10000": "10000-01-01",
    "moment": "2026-02-28T23:59:59",
    "moment in a zone": "2026-02-28T23:59:59.5Z",
    "24:00": "2026-02-28T24:00:00",
    "no seconds": "2026-02-28T23:59",
    "true": "true",
    "1": "1",
    "0": "0",
    "6": "6",
    "01": "01",
    "TRUE": "TRUE",
    "OK": "OK",
    "ok": "ok",
    "F": "F",
    "POSTAL": "POSTAL",
    "IT": "IT",
    "it": "it",
    "base64": "PGRhdGkvPg==",
    "half base64": "PGRhdGkvPg=",
    "not base64": "è",
    "mail": "a.b+c@example.it",
    "no mail": "a@b@c",
}


def _texts(root):
    return [each for each in root.iter() if not len(each)]


def mutants(xml):
    """Break a message in every place, one break at a time: (what was done, the message)."""
    whole = etree.fromstring(xml)
    paths = [whole.getroottree().getpath(each) for each in whole.iter()]
    for path in paths:
        for name, change in CHANGES.items():
            copy = deepcopy(whole)
            target = copy.xpath(path, namespaces={"p": messages.PA})[0]
            if change(target) is not False:
                yield f"{name} {path}", copy
    for path in [whole.getroottree().getpath(each) for each in _texts(whole)]:
        for name, text in TEXTS.items():
            copy = deepcopy(whole)
            copy.xpath(path, namespaces={"p": messages.PA})[0].text = text
            yield f"{name} in {path}", copy


def _drop(target):
    return False if target.getparent() is None else target.getparent().remove(target)


def _twice(target):
    return False if target.getparent() is None else target.addnext(deepcopy(target))


def _six_times(target):
    return False if target.getparent() is None else [target.addnext(deepcopy(target)) for _ in range(5)]


def _sixteen_times(target):
    return False if target.getparent() is None else [target.addnext(deepcopy(target)) for _ in range(15)]


def _after_next(target):
    following = target.getnext()
    return False if following is None else following.addnext(target)


def _renamed(target):
    target.tag = "x"


def _other_case(target):
    target.tag = target.tag.swapcase() if "}" not in target.tag else target.tag + "X"


def _qualified(target):
    target.tag = f"{{{messages.PA}}}{etree.QName(target).localname}"


def _foreign(target):
    target.tag = f"{{urn:other}}{etree.QName(target).localname}"


def _unqualified(target):
    target.tag = etree.QName(target).localname


CHANGES = {
    "as it is": lambda _: None,
    "without": _drop,
    "twice": _twice,
    "six times": _six_times,
    "sixteen times": _sixteen_times,
    "after the next": _after_next,
    "renamed": _renamed,
    "other case": _other_case,
    "qualified": _qualified,
    "foreign": _foreign,
    "unqualified": _unqualified,
    "one more inside": lambda target: etree.SubElement(target, "x"),
    "text inside": lambda target: setattr(target, "text", "text"),
    "text behind": lambda target: setattr(target, "tail", "text"),
    "nothing inside": lambda target: target.clear(),
    "attribute": lambda target: target.set("a", "b"),
    "nil": lambda target: target.set(f"{{{XSI}}}nil", "true"),
    "not nil": lambda target: target.set(f"{{{XSI}}}nil", "false"),
    "schema said": lambda target: target.set(f"{{{XSI}}}schemaLocation", "urn:a b"),
    "remark": lambda target: target.append(etree.Comment("remark")),
}


def _ours(message):
    try:
        check(message)
    except Misshapen:
        return False
    return True


@pytest.mark.parametrize("name", messages.EVERY)
def test_whole_messages_pass(name):
    check(etree.fromstring(messages.EVERY[name]))


@needs_official
@pytest.mark.parametrize("name", messages.EVERY)
def test_the_verdict_is_that_of_the_official_schema(name):
    official = official_schema()
    seen = {True: 0, False: 0}
    for what, message in mutants(messages.EVERY[name]):
        verdict = official.validate(message)
        assert _ours(message) is verdict, what
        seen[verdict] += 1
    assert seen[True] > 50
    assert seen[False] > 250


SHAPES = [
    pytest.param("receipt-v2", "receipt/noticeNumber", "12", "noticeNumber", id="a value"),
    pytest.param("verify", "qrCode/fiscalCode", "x", "fiscalCode", id="a code"),
    pytest.param("receipt", "receipt/debtor/e-mail", "rosa", "e-mail", id="an address"),
]


@pytest.mark.parametrize(("name", "path", "text", "place"), SHAPES)
def test_the_place_is_told_and_never_the_value(name, path, text, place):
    message = etree.fromstring(messages.EVERY[name])
    message.find(path).text = text
    with pytest.raises(Misshapen) as told:
        check(message)
    assert str(told.value) == place


def test_a_strangers_element_is_not_named():
    message = etree.fromstring(messages.verify())
    etree.SubElement(message, "RossiMario")
    with pytest.raises(Misshapen) as told:
        check(message)
    assert not str(told.value)
