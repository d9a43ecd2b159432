"""Which mail it is: the same one however often, from whatever folder and by whatever UID it is fetched.

The id is a hash over what stays with a mail for ever: Message-ID, From, Date and Subject as written, and
the body without regard to line ends. A server's own marks (Status, X-UID, Received of a second delivery)
do not count, so a restored or moved mail is known again. Message-ID alone would not do: whoever forges
that of another's mail would have it swallowed; two mails with one Message-ID and two bodies are two.
Without a Message-ID, which a person's program always writes, the way that it took (Received) tells one
"Sì" from the next.
"""

import hashlib

from channels.mail.headers import Headers

_LASTING = ("message-id", "from", "date", "subject")


def external_id(headers: Headers, body: bytes) -> str:
    """The key against handling a mail twice: 64 hexadecimal digits."""
    digest = _begin(headers)
    digest.update(body.replace(b"\r", b"").rstrip(b"\n \t\0"))
    return digest.hexdigest()


def unread_id(headers: Headers, beginning: bytes, size: int) -> str:
    """The same for a mail that is not read: over its header, or how it begins, and its size in bytes."""
    digest = _begin(headers)
    digest.update(b"" if headers.fields else beginning)
    digest.update(f"unread {size}".encode())
    return digest.hexdigest()


def _begin(headers: Headers) -> "hashlib._Hash":
    digest = hashlib.sha256()
    names = _LASTING if headers.has("message-id") else (*_LASTING, "received")
    for name in names:
        for value in headers.all(name):
            digest.update(name.encode() + b":" + b" ".join(value.split()) + b"\n")
    digest.update(b"\n")
    return digest
