"""A request for a permit that the office decides, or that is looked at after the permit was given."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from bot.evidence import Evidence
from bot.filing import Worth, worth_of
from bot.level import Standing
from bot.message import File
from bot.records import Record
from bot.service import Outcome, done
from bot.values.date import Date
from handlers.permits.issuing import give, issue
from handlers.permits.office import ZtlOffice
from handlers.permits.plan import Plan, papers_needed
from handlers.permits.told import NONE, KindTitle, told_papers
from platforms.permits.rules import Document, Operation
from storage.request_awaiting import await_documents, decided_by
from storage.requests import Opened

# The kinds of requests that these services open, by what is asked (handlers.DECIDED names who hears).
KINDS: Final = {
    Operation.FIRST: "ztl-first",
    Operation.RENEWAL: "ztl-renew",
    Operation.PLATE: "ztl-change",
    Operation.ADDRESS: "ztl-change",
    Operation.SUBSTITUTE: "ztl-substitute",
    Operation.LOSS: "ztl-duplicate",
    Operation.WEAR: "ztl-duplicate",
    Operation.RENUNCIATION: "ztl-renounce",
}
_DAYS: Final = 30  # in which documents are awaited


@dataclass(frozen=True, slots=True)
class Asked:
    """What a turn brings to a request: who asks in which conversation, with what, and when."""

    office: ZtlOffice
    standing: Standing
    evidence: Evidence
    lane: str
    now: datetime

    @property
    def today(self) -> date:
        """The day."""
        return self.now.date()


async def carry_out(plan: Plan, asked: Asked, why: str = "") -> Outcome:
    """Do what the table does at once, and leave the rest to the office; `why` says that it must decide."""
    rule = plan.rule(asked.office.table)
    if worth_of(asked.standing) is Worth.DRAFT:
        why = why or "draft"
    if rule.office:
        why = why or "rule"
    if why:
        return await to_the_office(plan, asked, why)
    permit = await issue(plan, asked.office, plan.key, asked.today, "", "citizen")
    if permit is None:
        return done("gone", old=plan.old)
    needed = papers_needed(rule)
    if not needed:
        return await give(plan, permit, asked.office, asked.lane)
    files = await asked.office.files(asked.evidence, asked.lane, asked.now)
    opened, records = _open(plan, asked, "check", files, {"issued": permit.number})
    told = _told(opened, needed, files)
    return await give(plan, permit, asked.office, asked.lane, records, **told)


async def to_the_office(plan: Plan, asked: Asked, why: str) -> Outcome:
    """Open a request, unless the very same one is open; documents may come along, or later."""
    kind, subject = KINDS[plan.operation], subject_of(plan)
    pending = await asked.office.requests.pending(asked.lane, kind, subject)
    if pending is not None:
        return done("asked-already", reference=pending.reference, answer_by=Date(pending.answer_by))
    files = await asked.office.files(asked.evidence, asked.lane, asked.now)
    opened, records = _open(plan, asked, why, files, {})
    needed = papers_needed(plan.rule(asked.office.table))
    told = _told(opened, needed, files) | {"why": why, "kind": KindTitle(plan.kind)}
    told |= {"plates": " ".join(plan.plates), "operation": plan.operation.name}
    return done("opened", files=(), records=records, **told)


def subject_of(plan: Plan) -> str:
    """Name what a request is about: the permit, or the plates of a first one."""
    return f"{plan.old} {' '.join(plan.plates)}".strip()


def _open(
    plan: Plan, asked: Asked, why: str, files: Sequence[File], more: dict[str, object]
) -> tuple[Opened, Sequence[Record]]:
    office, standing = asked.office, asked.standing
    needed = papers_needed(plan.rule(office.table))
    details = plan.details() | {
        "why": why,
        "due_cents": plan.due_cents(office.table),
        "documents": [one.value for one in needed],
        "acting_for": standing.acting_for,
        "proof": standing.proof,
        "worth": worth_of(standing).value,
        **more,
    }
    opened = office.requests.open(
        KINDS[plan.operation],
        subject_of(plan),
        details,
        citizen=standing.subject,
        files=files,
        entry=asked.evidence.practice,
    )
    records = [*opened.records, decided_by(opened.reference, office.decides(plan.kind))]
    if needed and not files:
        until = asked.today + timedelta(days=_DAYS)
        records.append(await_documents(opened.reference, asked.today, until))
    return opened, records


def _told(opened: Opened, needed: Sequence[Document], files: Sequence[File]) -> dict[str, object]:
    return {
        "reference": opened.reference,
        "answer_by": Date(opened.answer_by),
        "documents": told_papers(needed),
        "attached": str(len(files)) if files else NONE,
        "days": str(_DAYS),
    }
