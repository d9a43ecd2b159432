"""How fast the counter is: each module ends with one JSON line of figures."""
