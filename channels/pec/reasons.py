"""The short codes that say why a seal is not believed, the gravest first, and what each means."""

from collections.abc import Iterable

from channels.pec.envelope import Verdict

# Something in it is not as it was sealed, or is not who it says.
FORGED = {
    "digest": "the content is not the one that was signed",
    "signature": "the signature over the signed attributes does not hold with the signer's key",
    "issuer-forged": "the certificate names a trusted authority as its issuer, whose key has not signed it",
    "algorithms": "the signed attributes name other algorithms than the signature was made with (RFC 6211)",
    "signers": "more than one has signed: a provider signs alone",
}
# Nothing speaks against it, and not everything for it.
UNPROVEN = {
    "no-signature": "there is no signature, or one by nobody",
    "signature-unreadable": "the signature is cut short, is none, or is larger than any provider makes",
    "certificate-missing": "the signer's certificate is not with the signature, or cannot be read",
    "algorithm": "made with a digest or signature algorithm that is not accepted (MD5, DSA, unknown)",
    "attributes": "a signed attribute that must be there once is missing, doubled or of another type",
    "attached": "the signature carries a content of its own, instead of being over the mail's",
    "issuer-unknown": "the certificate's issuer is not among the trusted authorities",
    "no-signing-time": "it does not say when it was signed, and no day was given",
    "not-valid-then": "the certificate was not valid yet, or no longer, at the time of signing",
    "usage": "the certificate is not for signing mail (key usage, extended key usage)",
    "no-address": "the certificate names no e-mail address, or several",
    "domain": "the signer's address is in no domain that the authority answers for",
}
_GRAVITY = {code: place for place, code in enumerate((*FORGED, *UNPROVEN))}


def ordered(codes: Iterable[str]) -> tuple[str, ...]:
    """Put codes in order of gravity, each once."""
    return tuple(sorted(set(codes), key=_GRAVITY.__getitem__))


def verdict(codes: Iterable[str]) -> Verdict:
    """What follows from the reasons of a seal that was looked at; no reason means that all is proven."""
    found = set(codes)
    if not found:
        return Verdict.VERIFIED
    return Verdict.UNVERIFIED if found.isdisjoint(FORGED) else Verdict.FORGED
