"""Where one may go at the desk: each page by the key of its word, in the order in which they are shown.

A page is shown to whoever may open it, once it is there; the first of them is where somebody begins.
"""

from typing import Final

HOME: Final = "/desk"
PLACES: Final = (
    ("queue", "/desk/requests"),
    ("talks", "/desk/talks"),
    ("broadcasts", "/desk/broadcasts"),
    ("subscribers", "/desk/subscribers"),
    ("parked", "/desk/parked"),
    ("holding", "/desk/holding"),
    ("credentials", "/desk/credentials"),
    ("search", "/desk/search"),
    ("statistics", "/desk/statistics"),
    ("audit", "/desk/audit"),
    ("staff", "/desk/staff"),
)
