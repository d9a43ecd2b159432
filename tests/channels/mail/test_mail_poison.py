"""Mails made to do harm, or broken: set aside with a word, read in one pass, never raising anything."""

import sys
import tracemalloc
from collections.abc import Callable

import pytest

from channels.mail.letter import Silence
from channels.mail.mailbox import Bounds
from channels.mail.reading import read_mail, read_oversize
from tests.channels.mail.letters import ADA, BOUNDS, HTML, ME, file, mail, mixed, nested, part, text

IN_B = {"Content-Type": "multipart/mixed; boundary=b"}


def deep(levels):
    """A part in a part in a part."""
    inner = b"x"
    heads = b"".join(
        b"--%d\nContent-Type: multipart/mixed; boundary=%d\n\n" % (n, n + 1) for n in range(levels)
    )
    return mail(heads + inner, {"Content-Type": "multipart/mixed; boundary=0"})


SET_ASIDE = [
    ("lines of no part's boundary", mail(b"--b\n\nx" + b"\n--" * 300_000 + b"\n--b--", IN_B), "lines"),
    ("10,000 parts side by side", mixed(*[text("x")] * 10_000), "parts"),
    ("10,000 parts one in another", deep(10_000), "parts"),
    ("one part too many", mixed(*[text("x")] * 500), "parts"),
    ("more bytes than allowed", mail("x" * 30_000_000), "size"),
    ("a header without end", mail("x", {"X-Long": "x" * 300_000}), "headers"),
    ("a header of many fields", mail("x", {"X-Many": ["x"] * 50_000}), "headers"),
    ("a part's header without end", mixed(part("x", {"X-Long": "x" * 70_000})), "headers"),
    ("no boundary told", mail("--b\n\nx\n--b--", {"Content-Type": "multipart/mixed"}), "boundary"),
    ("an empty boundary", mail("--\n\nx\n----", {"Content-Type": 'multipart/mixed; boundary=""'}),
     "boundary"),
    ("a boundary that never comes", mail("x", IN_B), "boundary"),
    ("a boundary beyond reason", mail("x", {"Content-Type": f"multipart/mixed; boundary={'b' * 300}"}),
     "boundary"),
    ("an inner boundary that never comes", mixed(part("x", {"Content-Type": "multipart/mixed; boundary=in"})),
     "boundary"),
    ("a part in itself",
     mail(b"--b\n" + part(b"--b\nContent-Type: multipart/mixed; boundary=b\n\n" * 50, IN_B), IN_B),
     "boundary"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "raw", "detail"), SET_ASIDE, ids=[case[0] for case in SET_ASIDE])
def test_set_aside(label, raw, detail):
    letter = read_mail(raw, BOUNDS, ME)
    assert (letter.silence, letter.detail) == (Silence.POISON, detail), label
    assert letter.poison
    assert not letter.answerable
    assert len(letter.external_id) == 64
    assert letter.external_id == read_mail(raw, BOUNDS, ME).external_id
    if detail != "headers" or "part" in label:
        assert (letter.sender, letter.subject) == (ADA, "Multa")
        assert letter.context["message_id"] == "<a1@example.org>"
    assert not letter.files


READ = [
    ("as many parts as may be", mixed(*[text("x")] * 499)),
    ("a boundary that comes in itself", mixed(nested(nested(text("x"))))),
    ("one boundary for all levels", mail(b"--b\n" + part(b"--b\n\nx\n--b--\n--b--\n", IN_B), IN_B)),
    ("a bomb in an archive",
     mixed(text("x"), file(b"PK\x03\x04" + b"\0" * 100_000, "42.zip", "application/zip"))),
    ("nothing at all", b""),
    ("one empty line", b"\n"),
    ("NUL bytes only", b"\0" * 1000),
    ("all bytes", bytes(range(256)) * 10),
    ("comments one in another in From", mail("x", {"From": "(" * 10_000 + ")" * 10_000 + ADA})),
    ("words without end in a subject", mail("x", {"Subject": "=?utf-8?Q?" * 10_000})),
    ("escapes without end in a type", mail("x", {"Content-Type": 'text/plain; name="' + "\\" * 50_000})),
]  # fmt: skip


@pytest.mark.parametrize(("label", "raw"), READ, ids=[case[0] for case in READ])
def test_read_all_the_same(label, raw):
    assert read_mail(raw, BOUNDS, ME).silence is not Silence.POISON, label


def test_who_waits_for_a_word_about_a_poison_mail():
    person = read_mail(mail("x", IN_B), BOUNDS, ME)
    robot = read_mail(mail("x", {**IN_B, "Auto-Submitted": "auto-replied"}), BOUNDS, ME)
    nobody = read_mail(mail("x", IN_B, without=["From"]), BOUNDS, ME)
    assert [letter.owed for letter in (person, robot, nobody)] == [True, False, False]


def test_a_mail_too_large_to_fetch_is_known_by_its_header_and_size():
    whole = mail("x" * 2000)
    bounds = Bounds(mail=1000)
    letter = read_oversize(whole[:500], len(whole), bounds, ME)
    assert letter == read_mail(whole, bounds, ME)
    assert (letter.sender, letter.detail, letter.owed) == (ADA, "size", True)
    assert letter.external_id != read_oversize(whole[:500], len(whole) + 1, bounds, ME).external_id


class Fault(bytes):
    """Bytes that break whoever searches them."""

    __slots__ = ()

    def find(self, *_):
        raise RecursionError


def test_a_fault_of_ours_sets_one_mail_aside():
    letter = read_mail(Fault(b"From: ada@example.org\n\nx"), BOUNDS, ME)
    assert (letter.silence, letter.detail) == (Silence.POISON, "fault:RecursionError")


class Watched(bytes):
    """Bytes that count how many of them are looked at or copied."""

    looked = 0

    def find(self, wanted, start=0, end=None):
        found = super().find(wanted, start, len(self) if end is None else end)
        self.looked += (len(self) if found < 0 else found) - start + 1
        return found

    def __getitem__(self, wanted):
        got = super().__getitem__(wanted)
        self.looked += len(got) if isinstance(got, bytes) else 1
        return got


def work(raw: bytes) -> tuple[int, int]:
    """What it costs to read a mail: calls of functions, and bytes that were looked at."""
    calls = 0

    def count(_frame, event, _arg):
        nonlocal calls
        calls += event in {"call", "c_call"}

    watched = Watched(raw)
    sys.setprofile(count)
    try:
        read_mail(watched, BOUNDS, ME)
    finally:
        sys.setprofile(None)
    return calls, watched.looked


GROWING: list[tuple[str, Callable[[int], bytes]]] = [
    ("lines", lambda n: mail("Targa AB123CD\n" * n)),
    ("empty lines", lambda n: mail("\n" * n)),
    ("quoted lines", lambda n: mail("> prima\n" * n)),
    ("quotations", lambda n: mail("Il 23/11/2026 09:15, Ada ha scritto:\n> prima\nsì\n" * n)),
    ("headers of quotations that never end", lambda n: mail("Da: ada@example.org\n" * n)),
    ("disclaimers that are none", lambda n: mail("questo messaggio " * n)),
    ("lines that look like boundaries", lambda n: mixed(text("--x\n" * n))),
    ("lines of boundaries ended and not begun", lambda n: mail("--b\n\nx\n--b--\n" + "--b--\n" * n, IN_B)),
    ("parts", lambda n: mixed(*[text("x")] * (n // 20))),
    ("levels", lambda n: deep(n // 20)),
    ("fields", lambda n: mail("x", {"X-Many": ["x"] * n})),
    ("words in a subject", lambda n: mail("x", {"Subject": "=?utf-8?Q?a?= " * n})),
    ("files", lambda n: mixed(*[file()] * (n // 50))),
    ("tags", lambda n: mail("<p><b>x</b>" * n, HTML)),
    ("tags that never end", lambda n: mail("<p" * n, HTML)),
    ("quotes that never end", lambda n: mail("<a '" * n, HTML)),
    ("comments that never end", lambda n: mail("<!--" * n, HTML)),
    ("pages in pages", lambda n: mail("<blockquote>" * n + "x", HTML)),
    ("links", lambda n: mail("<a href=https://x.example/>x" * n, HTML)),
]


@pytest.mark.parametrize(("label", "grown"), GROWING, ids=[case[0] for case in GROWING])
def test_twice_as_much_costs_twice_as_much(label, grown):
    calls, looked = work(grown(4000))
    more_calls, more_looked = work(grown(8000))
    assert more_calls <= 2.2 * calls + 100, label
    assert looked <= 8 * len(grown(4000))
    assert more_looked <= 8 * len(grown(8000))


def test_a_large_mail_takes_a_few_times_its_size():
    raw = mixed(text("Ecco"), *[file(b"x" * 700_000)] * 4)
    tracemalloc.start()
    letter = read_mail(raw, BOUNDS, ME)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(letter.files) == 4
    assert peak < 4 * len(raw)
