"""The Common Alerting Protocol 1.2 (OASIS, 1 July 2010): what others warn of, and what we warn of.

Read in this order: alert (what a message says), fields (one element), reading, writing.
"""
