"""What texts cost by SMS, case by case beside the rules that Twilio publishes.

[1] https://www.twilio.com/docs/glossary/what-sms-character-limit: 160 and 153 characters of GSM-7, 70 and 67
    of UCS-2; 161 characters leave as 153 and 8; at most 1,600 in all; each segment is charged.
[2] https://www.twilio.com/docs/glossary/what-is-ucs-2-character-encoding: 140 octets; one character outside
    GSM-7 and the whole text is UCS-2; six octets of header in each of several segments.
[3] https://www.twilio.com/docs/glossary/what-is-gsm-7-character-encoding with 3GPP TS 23.038 section 6.2.1:
    the two tables; what stands in the second takes two places.
[4] https://www.twilio.com/docs/messaging/services/smart-encoding-char-list: what is written plainer.
Beside it, interop/twilio/test_calculator.py asks Twilio's own calculator.
"""

from datetime import date

import pytest

from channels.gsm7 import Alphabet, segments
from channels.plain_letters import transliterate
from platforms.tariffs.tariff import Price, Tariff, in_euros

DAY = date(2026, 11, 24)
PRICES = Tariff((Price("sms", date(2026, 1, 1), 36_000, "36 thousandths of a euro a segment"),))
READERS = 10_000
GSM, UCS = Alphabet.GSM7, Alphabet.UCS2


CASES = [
    ("1", "a single segment, full", "a" * 160, GSM, 160, 1, "360.00"),
    ("1", "161 leave as 153 and 8", "a" * 161, GSM, 161, 2, "720.00"),
    ("1", "two, full", "a" * 306, GSM, 306, 2, "720.00"),
    ("1", "three", "a" * 307, GSM, 307, 3, "1080.00"),
    ("1", "the longest that Twilio takes", "a" * 1600, GSM, 1600, 11, "3960.00"),
    ("1", "a single segment of 16 bits, full", "я" * 70, UCS, 70, 1, "360.00"),
    ("1", "71 leave as 67 and 4", "я" * 71, UCS, 71, 2, "720.00"),
    ("1", "two of 16 bits, full", "я" * 134, UCS, 134, 2, "720.00"),
    ("1", "three of 16 bits", "я" * 135, UCS, 135, 3, "1080.00"),
    ("2", "one character makes all of it dear", "a" * 159 + "я", UCS, 160, 3, "1080.00"),
    ("2", "an emoji is two units", "😀" * 35, UCS, 70, 1, "360.00"),
    ("2", "36 of them are 72", "😀" * 36, UCS, 72, 2, "720.00"),
    ("2", "none is torn: 33 and 33, not 33 and a half", "😀" * 67, UCS, 134, 3, "1080.00"),
    ("2", "a flag is two emoji", "🇮🇹" * 17, UCS, 68, 1, "360.00"),
    ("2", "a family is five code points, of eight units", "👨‍👩‍👧" * 8, UCS, 64, 1, "360.00"),
    ("3", "Italian small letters are in the first table", "àèéìòù" * 26, GSM, 156, 1, "360.00"),
    ("3", "so is a capital e with its acute", "É" * 160, GSM, 160, 1, "360.00"),
    ("3", "no other Italian capital is", "À", UCS, 1, 1, "360.00"),
    ("3", "È", "È", UCS, 1, 1, "360.00"),
    ("3", "Ì", "Ì", UCS, 1, 1, "360.00"),
    ("3", "Ò", "Ò", UCS, 1, 1, "360.00"),
    ("3", "Ù", "Ù", UCS, 1, 1, "360.00"),
    ("3", "the second table takes two places", "^{}\\[~]|€\f", GSM, 20, 1, "360.00"),
    ("3", "80 euros are a segment", "€" * 80, GSM, 160, 1, "360.00"),
    ("3", "an escape is not torn from what it escapes", "a" * 152 + "€" * 5, GSM, 162, 2, "720.00"),
    ("3", "a line's end is one place", "a\n" * 80, GSM, 160, 1, "360.00"),
    ("3", "Greek capitals without a Latin twin are in it", "ΔΦΓΛΩΠΨΣΘΞ", GSM, 10, 1, "360.00"),
    ("3", "small ones are not", "αβγ", UCS, 3, 1, "360.00"),
    ("3", "nor a backtick", "`", UCS, 1, 1, "360.00"),
    ("3", "nor a non-breaking space", "a\u00a0b", UCS, 3, 1, "360.00"),
]


@pytest.mark.parametrize(
    ("source", "label", "text", "alphabet", "units", "count", "euros"),
    CASES,
    ids=lambda value: value if isinstance(value, str) and 3 < len(value) < 60 else "",
)
def test_what_a_text_comes_to(source, label, text, alphabet, units, count, euros):
    counted = segments(text)
    assert (counted.alphabet, counted.units, counted.count) == (alphabet, units, count), (source, label)
    assert in_euros(PRICES.micros("sms", DAY, READERS, READERS * counted.count)) == euros, (source, label)


@pytest.mark.parametrize(
    ("label", "text", "before", "after"),
    [
        ("typographic quotes", "“" + "a" * 150 + "”", 3, 1),
        ("angle quotes", "«" + "a" * 150 + "»", 3, 1),
        ("an apostrophe", "l’acqua " + "a" * 140, 3, 1),
        ("a dash", "8–12 " + "a" * 140, 3, 1),
        ("three dots in one", "a" * 150 + "…", 3, 1),
        ("a non-breaking space", "10\u00a0euro " + "a" * 140, 3, 1),
        ("a capital with its accent", "È " + "a" * 140, 3, 1),
    ],
)
def test_what_twilio_writes_plainer_we_do_as_well(label, text, before, after):
    """[4], and Italian capitals, which its list leaves dear."""
    assert segments(text).count == before, label
    assert segments(transliterate(text)).count == after, label
