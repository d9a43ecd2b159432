"""E-mail. Read in this order: mailbox, letter (what a mail says), reading (in), writing (out), mail.

In: headers, mime, bodies, own_words, enclosures, silence, identity. Out: words, content. The wire: imap,
session, watch (in), post (out), bounces.
"""
