"""A small PEC network for ourselves: providers that certify mail as RFC 6109 says, to try and to test with.

Written from the norm, and independent of what reads PEC in this project, so that each proves the other.
Read in this order: draft (what a client hands over), checks, style, daticert, authority, seal, letter,
provider (one provider's envelopes and receipts), trouble (what can go wrong), mailbox, network.
"""
