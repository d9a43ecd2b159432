"""Whatever is committed is in the crash matrix, or here with the reason why it is not."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.crash.conftest import Recorded

ROOT = Path(__file__).parents[2]
MAKERS = {"Kind", "_marking"}  # what names a kind of commit by its first argument

# Kinds that are not on the way of a message by SMS.
ELSEWHERE = {
    "park": "of a PEC that asks for a person: killed at in test_pec_matrix",
    "talk": "on a page of staff, in one transaction; who repeats it is told that they were first",
    "offices": "an import, repeated as a whole after a crash",
    "fines": "an import, repeated as a whole after a crash",
    "records": "rows of other stores outside any turn: nobody on the way of a message writes so",
    "renew": "moves the end of a lease and nothing else; a turn must take 30 s to see one",
    "mailbox": "how far a mailbox is read: killed at in test_mail_matrix, which sees to it",
    "aside": "a mail that no conversation hears: as mailbox",
    **dict.fromkeys(("certified", "register", "seal", "receipt"), "of a PEC: killed at in test_pec_matrix"),
    **dict.fromkeys(
        ("position", "positions", "published", "unpublished"), "of GPD: killed at in test_payments_matrix"
    ),
    "refused": "a receipt that is refused: it comes again if its call fails, and is known by its bytes",
    "issued": "an import, repeated as a whole after a crash",
    "sign-up": "an import, or a page of the desk: one transaction, repeated as a whole",
    "remove-subscriber": "a page of the desk: one transaction, repeated as a whole",
    "ask-approvers": "what it finds it finds again a minute later, and each event is known by its name",
    "overdue": "what it finds it finds again a minute later, and tells once: no half of it can stay",
    **dict.fromkeys(
        ("deed", "look", "try-staff", "see-staff", "end-staff", "end-staff-everywhere", "activate-staff"),
        "on a page of the desk: as open-link",
    ),
    **dict.fromkeys(
        ("add-staff", "change-staff", "offer-staff-code", "unbind-staff-lane"),
        "on a page of the desk or a command of staff: one transaction, repeated as a whole",
    ),
    "annul": "a command of staff, as unpark",
    "unpark": "a command of staff, in a process of its own: one transaction, repeated by hand",
    "close-parked": "a command of staff, as unpark",
    "answer-parked": "a command of staff, as unpark",
    "use-link": "on a page, in one transaction: who repeats it finds the link used, and the chat told",
    **dict.fromkeys(
        ("open-link", "miss-link", "end-link", "login", "take-login", "end-login", "access"),
        "on a page: one transaction, repeated by whoever waits for the page",
    ),
    **dict.fromkeys(
        ("activate-credential", "try-credential", "lock-credential"),
        "as open-link",
    ),
    **dict.fromkeys(
        ("offer-credential", "recover-credential", "bind", "identify", "revoke", "citizens"),
        "of staff, of a page or of an import: one transaction, repeated as a whole",
    ),
    **dict.fromkeys(
        ("expire",),
        "finds again what it had found",
    ),
    **dict.fromkeys(("bar-credential", "unbar-credential"), "a command of staff, as unpark"),
    **dict.fromkeys(
        ("certificate-number", "certificate"), "of a certificate: killed at in tests/certifying/test_issuing"
    ),
    "certificate-code": "as open-link",
    "certificate-revoked": "a command of staff, as unpark",
    "open-order": "says before a look-up for what it is: the turn that is repeated finds it said",
    **dict.fromkeys(
        ("permit", "permit-revoked", "permit-paid", "permit-paper"),
        "of a permit: one transaction under a key, found done by the turn that is repeated: test_permits",
    ),
    **dict.fromkeys(
        ("permit-day", "permit-reminders"),
        "finds again what it had found, and writes with what it tells that it was told: test_permit_days",
    ),
    "permits": "an import, repeated as a whole after a crash",
    **dict.fromkeys(
        ("recipient-list", "recipient-rows", "recipient-list-ready", "recipient-list-gone"),
        "of a file: a list of which a part is there is used by nothing: test_recipient_lists",
    ),
    "zones": "an import, repeated as a whole after a crash",
    "take-alert": "of staff: one transaction; the same alert again is known: test_alerts",
    "publish-alerts": "finds again what it had found; a message has one name: test_alerts",
    "residents": "an import, repeated as a whole after a crash",
    **dict.fromkeys(("choose-pin", "give-pin"), "as open-link"),
    **dict.fromkeys(("drop-pin", "lock-contacts"), "repeated by who asked for it"),
    **dict.fromkeys(("write-mandate", "strike-mandate"), "a command of staff, as unpark"),
    **dict.fromkeys(
        ("reseal", "reseal-applicants", "reseal-certificates", "drop-logins"),
        "goes on where it was: test_key_rotation",
    ),
    **dict.fromkeys(
        ("let-go", "erase-words", "sweep-files"),
        "finds again what it had found, a stretch at a time: test_retention",
    ),
    **dict.fromkeys(
        (
            "decide-request",
            "take-request",
            "assign-request",
            "hand-request",
            "note-request",
            "attach-request",
            "reply-request",
            "ask-request",
        ),
        "of staff: one transaction; who repeats it is told that it is done",
    ),
    **dict.fromkeys(
        ("enter-requests", "remind-requests"), "finds again what it had found: test_request_desk"
    ),
    **dict.fromkeys(
        ("take-bulk", "note-bulk", "sweep-bulk"),
        "of a broadcast: what dies in hand is found unknown and settled: test_bulk",
    ),
    **dict.fromkeys(
        (
            "make-broadcast",
            "edit-broadcast",
            "correct-broadcast",
            "submit-broadcast",
            "reject-broadcast",
            "approve-broadcast",
            "release-broadcast",
            "review-broadcast",
            "pause-broadcast",
            "resume-broadcast",
            "cancel-broadcast",
        ),
        "of staff: one transaction; who repeats it is told that it is done",
    ),
    **dict.fromkeys(
        ("lay-broadcast", "clear-broadcast"),
        "of what has not begun: what is left goes, and it begins anew: test_broadcast_beginning",
    ),
    **dict.fromkeys(
        ("start-broadcast", "finish-broadcast"),
        "finds again what it had found, and begins or ends it once: test_broadcast_running",
    ),
}


def kinds() -> Iterator[str]:
    for room in ("storage", "platforms"):
        for file in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
                    name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
                    if name in MAKERS and node.args and isinstance(node.args[0], ast.Constant):
                        yield str(node.args[0].value)


def test_every_kind_of_commit_is_recorded_or_excused(recorded: Mapping[str, Recorded]) -> None:
    passed = {
        point.name for each in recorded.values() for point in each.came.journal if point.when == "before"
    }
    known = set(kinds())
    assert {"accept", "finish", "sent", "payment", "receipts"} <= known
    assert known - passed == set(ELSEWHERE)
