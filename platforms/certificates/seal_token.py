"""The key of a seal on a token or in an HSM, reached by PKCS#11; its package is asked for only here."""

from dataclasses import dataclass, field
from pathlib import Path

from cryptography import x509
from pyhanko.config.pkcs11 import TokenCriteria
from pyhanko.sign.signers import Signer

from bot.errors import Misconfigured


@dataclass(frozen=True, slots=True)
class Token:
    """Where a key is: `library` is the maker's PKCS#11 module, `name` the label of key and certificate."""

    library: Path
    label: str  # of the token
    name: str
    pin: str = field(repr=False)

    def opened(self) -> tuple[Signer, x509.Certificate]:
        """Open a session that stays open; raises Misconfigured, naming no secret, if it cannot be had."""
        try:
            from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session
        except ImportError:
            raise Misconfigured(
                "a seal on a token needs the package python-pkcs11: install it, or give a PKCS#12 file"
            ) from None
        try:
            session = open_pkcs11_session(
                str(self.library), token_criteria=TokenCriteria(label=self.label), user_pin=self.pin
            )
            signer = PKCS11Signer(session, cert_label=self.name, key_label=self.name)
            found = signer.signing_cert
        except Exception as problem:  # noqa: BLE001 - the errors of the package, and of the maker's library
            raise Misconfigured(f"the seal's token cannot be opened: {type(problem).__name__}") from None
        if found is None:
            raise Misconfigured(f"the seal's token holds no certificate named {self.name!r}")
        return signer, x509.load_der_x509_certificate(found.dump())
