"""Time and ids come in through the door: whoever needs them asks for a Clock or Ids."""

from collections.abc import Callable
from datetime import datetime

# Always aware, in the municipality's own time zone, so that clock().date() is the citizen's day.
Clock = Callable[[], datetime]

# A new, unguessable short id at each call (correlation ids, links).
Ids = Callable[[], str]
