"""The SOAP messages between pagoPA's node and a creditor: what the node asks, and what is answered.

Source: the WSDL `paForNode` of https://github.com/pagopa/pagopa-api, and the page "API SOAP" of the
specifications (SANP 3.12). Read in this order: envelope (a message out of strangers' XML), schema (what a
message must look like), requests (what it asks), answers (how it is answered).
"""
