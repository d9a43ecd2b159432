"""Who drove: the data that are due, paid or not, when a violation takes points from a licence."""

from dataclasses import dataclass
from datetime import date, timedelta

from storage.fines import Document, Fine

# law: cds/126-bis/2 (within sixty days of the notification)
DAYS = 60


@dataclass(frozen=True, slots=True)
class DriverData:
    """Until when the owner must say who drove, and how many points that is about."""

    points: int
    until: date


def driver_data(fine: Fine) -> DriverData | None:
    """Tell until when the driver must be named; None where nobody asks.

    Nobody does where no points are taken, before the report is served, and where the driver was stopped on
    the spot and is known. The day is not moved for a holiday: whether it may be is disputed.
    """
    # law: cds/126-bis/2 (who was identified on the spot need not be named)
    served = fine.notified_on
    if not fine.points or fine.document is Document.PREAVVISO or served in (None, fine.violation_on):
        return None
    return DriverData(fine.points, served + timedelta(days=DAYS)) if served else None


def driver_words(fine: Fine | None, today: date) -> dict[str, object]:
    """What the words tell of it: `driver` is "due", "over" or "none"."""
    data = driver_data(fine) if fine else None
    if data is None:
        return {"driver": "none", "points": "none", "driver_by": "none"}
    return {
        "driver": "due" if today <= data.until else "over",
        "points": str(data.points),
        "driver_by": data.until,
    }
