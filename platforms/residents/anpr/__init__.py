"""The national register of residents (ANPR), asked by way of PDND for one person at a time.

Read in this order: modi (what is signed for each call), subject (what comes back), client (the call).
"""
