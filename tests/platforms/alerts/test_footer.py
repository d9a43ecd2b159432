"""What closes a broadcast: it tells each reader how to have no more, and is cheap by SMS."""

import pytest

from platforms.footers.footer import Footers

KINDS = ("sms", "telegram", "email")


@pytest.mark.parametrize(
    ("label", "kind", "language", "answerable", "number", "text"),
    [
        ("by SMS", "sms", "it", True, "+393399900000", "Non ne vuole più? Risponda STOP"),
        ("in English", "sms", "en", True, "", "Had enough? Reply STOP"),
        ("who can speak neither", "sms", "sq", True, "", "Had enough? Reply STOP"),
        (
            "an alias cannot be answered",
            "sms",
            "it",
            False,
            "+393399900000",
            "Non ne vuole più? Scriva STOP al +393399900000",
        ),
        ("an alias, and no number anywhere", "sms", "it", False, "", "Comune di Portoreale"),
        ("an alias is of SMS alone", "telegram", "en", False, "", "To get no more alerts write STOP."),
        (
            "by e-mail",
            "email",
            "en",
            True,
            "",
            "Comune di Portoreale\nTo get no more alerts answer this e-mail with STOP.",
        ),
    ],
)
def test_footer(label, kind, language, answerable, number, text):
    assert Footers("Comune di Portoreale", number)(kind, language, answerable) == text, label


@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize("answerable", [True, False])
def test_by_sms_it_leaves_two_thirds_of_a_segment(language, answerable):
    text = Footers("Comune di Portoreale", "+393399900000")("sms", language, answerable)
    assert len(text) <= 53
    assert text.isascii() or set(text) - set(map(chr, range(128))) <= set("àèéìòù")


@pytest.mark.parametrize("kind", KINDS)
def test_each_says_how_to_have_no_more(kind):
    for language in ("it", "en", "fr"):
        assert "STOP" in Footers("Comune")(kind, language, answerable=True)
