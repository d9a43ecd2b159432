"""What can go wrong while somebody pays, for who tries things: chosen by the payer on the page."""

from enum import Enum


class Trouble(Enum):
    """Each is something that happens to real payments."""

    NONE = ""
    SLOW = "slow"  # the bank takes its time; meanwhile nobody else can pay the same notice
    TWICE = "twice"  # the receipt is brought a second time
    LATE = "late"  # the receipt comes later
    LOST = "lost"  # the creditor's answer to the receipt gets lost, so it is brought again
    REFUSED = "refused"  # the bank says no: nothing is paid
    LEFT = "left"  # the payer closes the page at the bank: the notice stays taken for a while
    OLD = "old"  # the receipt is brought by the older paSendRT
