"""A moment to come, as it is told: the hour alone where that is enough, else with its day."""

from datetime import date, datetime

from bot.fixed import fixed
from bot.values.date import Date


@fixed
class Moment:
    """An hour on a day; `today` is the reader's own. It is only ever shown: no citizen is asked for one."""

    at: datetime
    today: date

    def show(self, language: str) -> str:
        """Write "15:20", or "15:20 del 04/02/2026" if that is not today."""
        hour = f"{self.at:%H:%M}"
        day = self.at.date()
        if day == self.today:
            return hour
        return f"{hour} {'on' if language[:2] == 'en' else 'del'} {Date(day).show(language)}"
