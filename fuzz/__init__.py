"""Fuzzing of what reads strangers' certified mail: `make fuzz`, and a small slice of it in `make test`.

Read in this order: seeds (right mails to begin with), mutations (how they are spoilt), targets (what is run,
and what must hold), plain (the bare loop), guided (the same, led by coverage).
"""
