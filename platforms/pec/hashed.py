"""The message inside a brief delivery receipt: attachments give way to their hashes (RFC 6109, 3.3.2.2)."""

import re
from email.message import Message
from email.parser import BytesHeaderParser
from hashlib import sha1

from platforms.pec.draft import joined, split

_PARSER = BytesHeaderParser()


def hashed(raw: bytes) -> bytes:
    """Replace every named part by a part NAME.hash with the SHA-1, in hex, of the content as it was encoded.

    What is not an attachment stays byte for byte. `raw` is a message or a part with CRLF line ends.
    """
    fields, body = split(raw)
    header = _PARSER.parsebytes(joined(fields, b""))
    boundary = header.get_boundary()
    if header.get_content_maintype() == "multipart" and boundary:
        return raw[: len(raw) - len(body)] + _inside(body, boundary.encode())
    name = header.get_filename()
    return _replaced(header, name, body) if name else raw


def _inside(body: bytes, boundary: bytes) -> bytes:
    """Replace between the delimiters, which are kept as they are."""
    delimiter = re.compile(rb"((?:\A|\r\n)--" + re.escape(boundary) + rb"(?:--)?[ \t]*(?=\r\n|\Z))")
    pieces = delimiter.split(body)
    # Text and delimiters take turns; the first text is the preamble, the last one the epilogue.
    for index in range(2, len(pieces), 2):
        if not pieces[index - 1].rstrip().endswith(b"--" + boundary + b"--"):
            pieces[index] = b"\r\n" + hashed(pieces[index].removeprefix(b"\r\n"))
    return b"".join(pieces)


def _replaced(header: Message, name: str, body: bytes) -> bytes:
    digest = sha1(body).hexdigest()  # noqa: S324 - the norm names this algorithm
    plain = name.encode("ascii", "replace").decode().replace('"', "'")
    lines = (
        f'Content-Type: text/plain; charset=us-ascii; name="{plain}.hash"',
        f'Content-Disposition: {header.get_content_disposition() or "attachment"}; filename="{plain}.hash"',
        "Content-Transfer-Encoding: 7bit",
    )
    return "\r\n".join((*lines, "", digest)).encode()
