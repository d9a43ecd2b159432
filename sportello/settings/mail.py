"""What e-mail needs before it can be used."""

from sportello.settings.mailbox import Mailbox


class Mail(Mailbox):
    """E-mail: works as soon as the address, its password and the two servers are set ([how](MAIL.md))."""
