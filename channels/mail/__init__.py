"""E-mail. Read in this order: mailbox, letter (what a mail says), reading (in), writing (out)."""
