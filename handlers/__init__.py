"""One folder per citizen service, and this list: the only line that a new service adds elsewhere."""

from bot.service import Service
from handlers import office_hours, pay_fine

SERVICES: tuple[Service, ...] = (pay_fine.SERVICE, office_hours.SERVICE)
