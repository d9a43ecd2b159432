"""Data that other systems hand over as CSV: read as a stream, checked row by row, written in batches.

Read in this order: sheet (the file), cells (one row), seen (its repeats), batches (a transaction), counts
(what came of it), fines, offices, notices, citizens, residents.
"""
