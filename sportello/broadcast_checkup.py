"""What `sportello doctor` says of alerts to many: by what they leave, and at whose prices."""

from bot.clock import Clock
from platforms.tariffs.tariff import in_euros
from sportello.broadcast_setting import channels_of, prices
from sportello.doctor import Check, Finding, Verdict
from sportello.settings import Settings

_NAME = "broadcasts"


def broadcast_check(settings: Settings, clock: Clock) -> Check:
    """Look at the table of prices, for the networks that carry alerts."""

    async def look() -> Finding:
        table = prices(settings)  # Misconfigured says what is wrong
        real = [channel for channel in channels_of(settings) if not channel.startswith("try-")]
        if not real:
            return Finding(
                _NAME, Verdict.MISSING, "No network carries alerts: set up SMS, Telegram or e-mail."
            )
        if table.made_up and "sms" in real:
            text = "Alerts by SMS are priced as another city paid: name your prices in [broadcasts] prices."
            return Finding(_NAME, Verdict.MISSING, text)
        costs = f"an SMS costs {in_euros(table.at('sms', clock().date()).micros)} EUR a segment"
        return Finding(_NAME, Verdict.OK, f"Alerts leave by {', '.join(real)}; {costs}")

    return Check(_NAME, look)
