"""Of which tables nothing is shown to the citizen whose data are read, and why."""

from collections.abc import Mapping
from typing import Final

# Every other table, and why nothing of it is there; a test looks that none is forgotten.
NOT_EXPORTED: Final[Mapping[str, str]] = {
    "audit": "what staff did; what of it was with a citizen's data stands in the access log",
    "blob": "the contents of files: named, with their hashes, where they came along",
    "certificate_delivery": "how such a paper left; what left stands among the messages",
    "certificate_file": "the papers themselves: sent to their owner, and given again for their code",
    "certificate_link": "hashes of links, and no person",
    "certificate_order": "an order under way, sealed; what was said for it stands among the messages",
    "gate_change": "what the gates were told of permits, which are shown themselves",
    "gate_entry": "what the gates hold of permits, which are shown themselves",
    "login": "for minutes: the secrets of a login under way",
    "login_failure": "blind: how often a name was tried, and by whom nobody knows",
    "mailbox": "how far our own mailboxes are read",
    "nightly": "counts",
    "notice_counter": "the last number given",
    "notice_quote": "earlier amounts of a notice, which its owner was told",
    "office": "the offices of the city",
    "payment_cart": "which notices a link holds: they are shown themselves",
    "position": "what pagoPA was told of a notice, which is shown itself",
    "receipt": "receipts of certified mail, by message: they stand with what was sent",
    "recovery_code": "secrets",
    "register_event": "the chain of the register: the same as its entries, as hashes",
    "retention_run": "counts",
    "service_use": "which service was done or left on a day, and no person",
    "statistic": "counts",
    "statistic_person": "hashes, to count the people of a month once each, until it is over",
    "staff": "who works at the desk",
    "staff_code": "hashes of codes, of staff",
    "staff_lane": "the conversations of staff, as such",
    "staff_session": "hashes of cookies, of staff",
    "veil": "the name of the key under which everything is sealed",
}
