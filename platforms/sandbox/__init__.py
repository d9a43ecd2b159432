"""An embedded pagoPA that moves no money: the same HTTP and SOAP as the real one, on this machine.

Written from the norm by itself, without a line of platforms.pagopa: two hands must agree through JSON and
XML. Read in this order: soap, station (the creditor, asked), receipt, delivery, node (who pays what),
carts and checkout, positions and gpd, weather (what goes wrong), pagopa (all of it, wired). The payer's
page is in sportello/web/sandbox_pagopa.py.
"""
