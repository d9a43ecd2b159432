"""A small slice of `make fuzz`: spoilt mails are read without a fault, and none is believed wrongly."""

from fuzz.plain import inputs
from fuzz.seeds import mails, papers
from fuzz.targets import read_mail, read_papers


def test_spoilt_mails_are_read_without_a_fault():
    for read, data in inputs(500, seed=20261123):
        read(data)


def test_what_the_fuzzer_begins_with_is_right():
    for mail in mails():
        read_mail(mail)
    for paper in papers():
        read_papers(paper)
