"""PEC (posta elettronica certificata): certified mail, and how much of it is proven.

Read in this order: envelope (what a certified mail says, and whether it is believed), reading (bytes become
an envelope), proof (whose seal it is), pec (the channel).
"""
