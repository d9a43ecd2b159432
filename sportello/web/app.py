"""The web application: which routes are served, and what each is given of the counter."""

from aiohttp import web

import sportello.web.health as health_routes
import sportello.web.pay as pay_routes
import sportello.web.phone as phone_routes
import sportello.web.twilio as twilio_routes
from sportello.web.pages import Pages, Static
from sportello.web.service import Serving


def build(serving: Serving) -> web.Application:
    """Put the routes together: Twilio's only with its account, the phone's only where it is offered."""
    settings, static = serving.settings, Static()
    pages = Pages(static, settings.city.name)
    app = web.Application(client_max_size=twilio_routes.LARGEST)
    app.add_routes([static.route()])
    app.add_routes(health_routes.routes(serving.metrics, serving.views, serving, serving.version))
    app.add_routes(pay_routes.routes(pay_routes.PayPage(serving.notices, pages)))
    if serving.twilio is not None:
        app.add_routes(twilio_routes.routes(serving.twilio))
    if serving.phone is not None:
        phone = phone_routes.Phone(serving.phone, serving.sandboxes, pages)
        app.add_routes(phone_routes.routes(phone))
        app.add_routes([web.get("/", _to_phone)])
    return app


async def _to_phone(_: web.Request) -> web.Response:
    raise web.HTTPFound("/phone")
