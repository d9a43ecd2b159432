"""What others keep for us, and the stand-ins that the counter is tried with.

Read in this order: payments (what we ask of a payment intermediary), sandbox (the stand-in).
"""
