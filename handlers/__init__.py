"""One folder per citizen service, and this list: the only lines that a new service adds elsewhere."""

from collections.abc import Awaitable, Callable, Mapping

from bot.service import Service
from handlers import (
    approve_broadcast,
    change_permit,
    check_plate,
    consents,
    duplicate_permit,
    get_certificate,
    get_credentials,
    link_officer,
    mandates,
    my_contacts,
    my_data,
    my_payments,
    my_pin,
    office_hours,
    on_behalf,
    pay_fine,
    pay_instalments,
    pay_notice,
    payment_reminder,
    renew_permit,
    renounce_permit,
    request_message,
    request_permit,
    request_rating,
    request_status,
    request_withdraw,
    self_declaration,
    send_broadcast,
    substitute_vehicle,
    verify_certificate,
)
from handlers.get_certificate.pricing import priced as duty_priced
from handlers.pay_fine.pricing import priced
from handlers.permits.asking import KINDS
from handlers.permits.pricing import priced as permit_priced
from platforms.payments import Quote, Refused

# In this order in menus; and of two that a message of bare data fits alike, the first is meant.
SERVICES: tuple[Service, ...] = (
    pay_fine.SERVICE,
    office_hours.SERVICE,
    pay_notice.SERVICE,
    my_payments.SERVICE,
    pay_instalments.SERVICE,
    payment_reminder.SERVICE,
    my_contacts.SERVICE,
    my_data.SERVICE,
    consents.SERVICE,
    get_credentials.SERVICE,
    on_behalf.SERVICE,
    mandates.SERVICE,
    my_pin.SERVICE,
    get_certificate.SERVICE,
    self_declaration.SERVICE,
    verify_certificate.SERVICE,
    request_permit.SERVICE,
    renew_permit.SERVICE,
    change_permit.SERVICE,
    substitute_vehicle.SERVICE,
    duplicate_permit.SERVICE,
    renounce_permit.SERVICE,
    request_status.SERVICE,
    request_message.SERVICE,
    request_withdraw.SERVICE,
    request_rating.SERVICE,
    check_plate.SERVICE,
    link_officer.SERVICE,
    send_broadcast.SERVICE,
    approve_broadcast.SERVICE,
)

# The services that hear of what a person has decided (their event `decided`), by the kind of the request.
DECIDED: Mapping[str, str] = dict.fromkeys(KINDS.values(), request_permit.SERVICE.name)

# What a service's notices cost on a day (platforms.payments.Pricing, once its needs are given), by its name.
PRICING: Mapping[str, Callable[..., Awaitable[Quote | Refused]]] = {
    pay_fine.SERVICE.name: priced,
    get_certificate.SERVICE.name: duty_priced,
    request_permit.SERVICE.name: permit_priced,
}
