"""What the settings say of broadcasts: the networks that carry them, what each charges, how texts close."""

from bot.clock import Ids
from platforms.footers.footer import Footers
from platforms.tariffs.tariff import MICROS, OURS, Tariff, tariff
from sportello.broadcast_estimate import Estimates
from sportello.broadcast_preview import Previews
from sportello.broadcast_tryout import Tryouts
from sportello.settings import Settings
from storage.database import Database

_TO_TRY = ("try-chat", "try-mail", "try-sms")


def channels_of(settings: Settings) -> tuple[str, ...]:
    """Name the channels that are on and carry broadcasts, the cheapest first."""
    enabled = {
        "telegram": settings.telegram.enabled,
        "email": settings.mail.enabled,
        "sms": settings.sms.enabled,
    }
    real = tuple(name for name, on in enabled.items() if on)
    return (*real, *(_TO_TRY if settings.web.offers_phone else ()))


def footers(settings: Settings) -> Footers:
    """What closes each text."""
    return Footers(settings.city.name, settings.sms.number)


def prices(settings: Settings) -> Tariff:
    """What networks charge; Misconfigured where the city's table cannot be read."""
    return tariff(settings.broadcasts.prices or OURS)


def budget(settings: Settings) -> int:
    """What one approver may let go, in millionths of a euro."""
    return settings.broadcasts.budget * MICROS


def open_estimates(settings: Settings, database: Database) -> Estimates:
    """What drafts come to; Misconfigured as `prices`."""
    city = settings.city
    return Estimates(database, prices(settings), footers(settings), city.languages[:1], channels_of(settings))


def open_previews(settings: Settings, database: Database) -> Previews:
    """What real recipients would read."""
    city = settings.city
    return Previews(database, footers(settings), city.languages[:1], channels_of(settings))


def open_tryouts(settings: Settings, database: Database, ids: Ids) -> Tryouts:
    """Send drafts to who writes them."""
    city = settings.city
    return Tryouts(database, ids, footers(settings), city.languages[:1], channels_of(settings))
