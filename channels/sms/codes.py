"""What Twilio's error numbers mean to us: a reason in one word, and whether the same part may pass later.

Source: https://www.twilio.com/docs/api/errors. Temporary unless proven permanent: a number that is not
listed is refused only where Twilio says 400, that the request itself is wrong.
"""

from dataclasses import dataclass

STOPPED = "stopped"  # they have told Twilio STOP: no message passes until they write START
NUMBER = "number"  # nobody can be reached under that number by SMS
UNREACHABLE = "unreachable"  # switched off, out of range, blocked by the operator
SENDER = "sender"  # our own number, alias or service is not fit: the operator must mend it
REGION = "region"  # our account does not send to that country: the operator must open it
ACCOUNT = "account"  # our account is refused or suspended: the operator must mend it
CONTENT = "content"  # the text cannot be sent
FILTERED = "filtered"  # an operator took it for spam
LIMIT = "limit"  # too fast, or a queue is full
SETTINGS = "settings"  # an address of ours in the request is not fit
NETWORK = "network"  # a fault between Twilio and the phone
OTHER = "other"

_BAD_REQUEST = 400


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a number means: `again` if the same part may pass later."""

    reason: str
    again: bool = False


# Numbers that answer the sending itself.
SENDING = {
    14107: Verdict(LIMIT, again=True),
    20003: Verdict(ACCOUNT, again=True),  # wrong token: the operator must mend it, no message is lost
    20005: Verdict(ACCOUNT, again=True),
    20008: Verdict(ACCOUNT, again=True),  # test credentials
    20404: Verdict(ACCOUNT, again=True),  # no such account
    20429: Verdict(LIMIT, again=True),
    21211: Verdict(NUMBER),
    21212: Verdict(SENDER),
    21214: Verdict(NUMBER),
    21217: Verdict(NUMBER),
    21265: Verdict(NUMBER),  # a short code
    21266: Verdict(NUMBER),  # to ourselves
    21401: Verdict(NUMBER),
    21407: Verdict(NUMBER),
    21408: Verdict(REGION),
    21421: Verdict(NUMBER),
    21602: Verdict(CONTENT),
    21603: Verdict(SENDER),
    21604: Verdict(NUMBER),
    21605: Verdict(CONTENT),
    21606: Verdict(SENDER),
    21607: Verdict(SENDER),
    21608: Verdict(ACCOUNT),  # a trial account writes to verified numbers only
    21609: Verdict(SETTINGS),
    21610: Verdict(STOPPED),
    21611: Verdict(LIMIT, again=True),  # the sender's own queue is full
    21612: Verdict(NUMBER),  # no way from our sender to that number
    21614: Verdict(NUMBER),  # a landline
    21617: Verdict(CONTENT),
    21618: Verdict(CONTENT),
    21619: Verdict(CONTENT),
    21635: Verdict(NUMBER),  # a landline
    21656: Verdict(CONTENT),
    21659: Verdict(SENDER),
    21660: Verdict(SENDER),
    21661: Verdict(SENDER),
    21701: Verdict(SENDER),
    21702: Verdict(SENDER),
    21703: Verdict(SENDER),
    21704: Verdict(SENDER),
    21705: Verdict(SENDER),
    21712: Verdict(SENDER),
    30001: Verdict(LIMIT, again=True),
    30002: Verdict(ACCOUNT, again=True),
    30022: Verdict(LIMIT, again=True),
    30024: Verdict(SENDER),
    30034: Verdict(SENDER),
    63038: Verdict(LIMIT, again=True),  # the account's messages of the day are used up
}

# Numbers that come with the status of a message that Twilio had taken: the network has given up on it.
DELIVERY = {
    21610: STOPPED,
    30001: LIMIT,
    30002: ACCOUNT,
    30003: UNREACHABLE,
    30004: UNREACHABLE,
    30005: NUMBER,
    30006: NUMBER,
    30007: FILTERED,
    30008: NETWORK,
    30009: NETWORK,
    30010: ACCOUNT,
    30011: CONTENT,
    30017: NETWORK,
    30018: NETWORK,
    30019: CONTENT,
    30022: LIMIT,
    30024: SENDER,
    30034: SENDER,
    30036: LIMIT,  # its time was up before its turn came
    30410: NETWORK,
}


def verdict(status: int, code: int) -> Verdict:
    """Judge an answer other than 2xx by Twilio's number, or by its HTTP status if we do not know that."""
    return SENDING.get(code) or Verdict(OTHER, again=status != _BAD_REQUEST)


def label(reason: str, code: int | str) -> str:
    """Write a code as the store and the metrics keep it: our word, a colon, the network's number."""
    return f"{reason}:{code}"


def delivery_label(code: str) -> str:
    """Write the code of a status callback; `code` is Twilio's ErrorCode, or empty when it gives none."""
    known = DELIVERY.get(int(code), OTHER) if code.isdecimal() and len(code) <= len("99999") else OTHER
    return label(known, code or "none")
