"""Whose conversation it is, as a list shows it: enough to tell two apart, too little to call anybody."""

_SHOWN = 3  # signs of the address


def shortened(lane: str) -> str:
    """Write a lane as its channel and the end of its address: `sms …001`."""
    channel, _, address = lane.partition(":")
    return f"{channel} …{address[-_SHOWN:]}" if address else channel
