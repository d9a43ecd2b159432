"""How a provider writes its envelopes: the norm leaves much free, and real ones differ in all of it."""

from dataclasses import dataclass
from typing import Literal

Digest = Literal["sha1", "sha256"]


@dataclass(frozen=True, slots=True)
class Style:
    """The habits of one provider; the defaults are those of a large one today.

    `legacy_type` writes application/x-pkcs7-signature, `micalg` is as it stands in the header (quotes
    included where wanted). `base64_data` or else quoted-printable is how daticert.xml travels; `data_last`
    puts it behind postacert.eml (RFC 6109 section 4.3 leaves the order free). `inner_preamble` and `preamble`
    are what readers skip. `indefinite` writes the signature in BER with indefinite lengths, `named_sender`
    adds the Sender field that section 2.1 asks for and nobody writes, `planted` lets an envelope inherit the
    sender's own X- fields (section 2.1.1), and `doctype` opens daticert.xml with a document type, as one did.
    """

    digest: Digest = "sha256"
    micalg: str = ""
    legacy_type: bool = False
    base64_data: bool = True
    data_last: bool = False
    html: bool = False
    preamble: str = "This is an S/MIME signed message"
    inner_preamble: str = ""
    indefinite: bool = False
    named_sender: bool = False
    planted: bool = True
    doctype: bool = False
    quoted_names: bool = True

    @property
    def media_type(self) -> str:
        """The media type of the signature."""
        return f"application/{'x-' if self.legacy_type else ''}pkcs7-signature"

    @property
    def algorithm(self) -> str:
        """The value of micalg."""
        return self.micalg or {"sha1": '"sha1"', "sha256": "sha-256"}[self.digest]
