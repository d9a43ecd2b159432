"""What is held about a citizen, as pages to read: the same as the JSON beside it, in plain words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.values import Money
from platforms.paper.typesetting import legible, say, typeset

_MOST = 200  # rows of one table on paper: whoever needs all has the JSON
_LONGEST = 400  # characters of one cell
_COLUMNS: Mapping[str, Sequence[str]] = {
    "citizen": ("fiscal_code", "name", "surname", "born_on", "pec", "phone", "source"),
    "contact": ("lane", "proof", "bound_at", "expires_at", "revoked_at"),
    "credential": ("username", "state", "made_at"),
    "consent": ("topic", "given", "at", "how", "lane"),
    "request": ("reference", "kind", "subject", "opened_at", "state", "answer"),
    "notice": ("nav", "subject", "amount_cents", "due_on", "status", "paid_at"),
    "payment_receipt": ("nav", "amount_cents", "paid_at", "psp"),
    "fine": ("number", "plate", "violation_on", "place", "status"),
    "payment_reminder": ("nav", "at", "done"),
    "inbox": ("received_at", "lane", "text"),
    "outbox": ("created_at", "address", "text"),
    "subscriber": ("lane", "language", "source", "added_at"),
    "subscription": ("topic", "since"),
    "subscriber_zone": ("zone",),
    "suppression": ("lane", "code", "since"),
    "recipient": ("updated_at", "address", "status"),
    "recipient_list_row": ("address", "fills"),
    "caller": ("lane", "language", "stopped"),
    "register_entry": ("number", "at", "direction", "sender", "subject"),
    "mandate": ("side", "kind", "services", "valid_from", "valid_until", "revoked_at"),
    "certificate": ("number", "year", "kind", "issued_on", "valid_until", "revoked_at"),
    "resident": ("fiscal_code", "name", "surname", "sex", "born_on", "enrolled_on", "family"),
    "access_log": ("at", "who", "what", "about"),
}
_KEPT = ("register", "payments", "log", "requests", "basis", "rights")
_LABELS = {"about": "about_what", "sender": "lane"}
_WIDE = {"text": 3, "answer": 2, "subject": 2, "nav": 2, "what": 2, "lane": 2}  # beside the others
_DATE_LENGTH = 10  # 2026-02-03


@dataclass(frozen=True, slots=True)
class DataPaper:
    """What stands on it: `sheets` are rows by table, moments in ISO 8601; `holder` is whose they are."""

    city: str
    holder: str = field(repr=False)
    sheets: Mapping[str, Sequence[Mapping[str, object]]] = field(repr=False)
    printed_at: datetime


def data_pdf(paper: DataPaper) -> bytes:
    """Print it: the same bytes whenever it is printed."""
    document = {
        "creditor": legible(paper.city),
        "title": say("data-title"),
        "about": say("data-about", holder=legible(paper.holder)),
        "nothing": say("data-nothing"),
        "sections": [_section(name, paper.sheets.get(name, ())) for name in _COLUMNS],
        "kept-title": say("data-kept-title"),
        "kept": [say(f"data-kept-{name}") for name in _KEPT],
        "printed": say("data-printed", day=f"{paper.printed_at:%d/%m/%Y}", hour=f"{paper.printed_at:%H:%M}"),
    }
    return typeset("personal_data.typ", document, paper.printed_at.date())


def _section(name: str, rows: Sequence[Mapping[str, object]]) -> Mapping[str, object]:
    columns = _COLUMNS[name]
    heads = [say(f"data-{_LABELS.get(column, column)}") for column in columns]
    cells = [[_cell(column, row.get(column)) for column in columns] for row in rows[:_MOST]]
    widths = [_WIDE.get(column, 1) for column in columns]
    if name == "citizen":  # one row, read more easily from top to bottom
        cells = [list(pair) for row in cells for pair in zip(heads, row, strict=True)]
        heads, widths = [say("fact"), say("value")], [1, 3]
    more = say("data-more", count=str(_MOST)) if len(rows) > _MOST else ""
    title = say(f"data-table-{name}")
    return {"title": title, "heads": heads, "widths": widths, "rows": cells, "more": more}


def _cell(column: str, value: object) -> str:
    if isinstance(value, bool):
        return say("data-yes" if value else "data-no")
    if column == "amount_cents" and isinstance(value, int):
        return Money(value).show("it")
    text = legible("" if value is None else _dated(str(value)))
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} [...]"


def _dated(text: str) -> str:
    """Write a moment or a day of ISO 8601 as it is written in Italy; any other text stays."""
    if len(text) < _DATE_LENGTH or text[4:5] != "-" or text[7:8] != "-":
        return text
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return f"{moment:%d/%m/%Y}" if len(text) == _DATE_LENGTH else f"{moment:%d/%m/%Y %H:%M}"
