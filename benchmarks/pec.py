"""What reading and proving certified mail costs beside its bare cryptography, and a large one in memory."""

import argparse
import hashlib
import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import load_der_public_key

from benchmarks.certified import Post
from benchmarks.figures import middle, ratio, tell
from channels.pec.algorithm import HASHES
from channels.pec.envelope import Verdict
from channels.pec.parts import Budget
from channels.pec.proof import prove
from channels.pec.reading import read_envelope
from channels.pec.seal import read_seal
from channels.pec.sealed import take_apart
from channels.pec.trust import Trust, read_trust

_LARGE = 30_000_000  # bytes: what every provider must take (RFC 6109, section 3.1.1)


@dataclass(frozen=True, slots=True)
class Check:
    """All that the bare check of one mail needs, taken apart beforehand."""

    content: bytes
    digest: str
    expected: bytes
    signed: tuple[tuple[rsa.RSAPublicKey, bytes, bytes, str], ...]  # by the provider, and of its certificate

    def run(self) -> bool:
        """Digest the content, and check both signatures: by hashlib and cryptography, and nothing else."""
        assert hashlib.new(self.digest, self.content).digest() == self.expected
        for key, signature, signed, digest in self.signed:
            key.verify(signature, signed, padding.PKCS1v15(), HASHES[digest])
        return True


def main() -> None:
    """Run it all."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--quick", action="store_true", help="a moment, to see that it works")
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument(
        "--memory", nargs=2, type=Path, help="read one mail, by a trust, and tell its memory"
    )
    chosen = arguments.parse_args()
    if chosen.memory:
        print(json.dumps(_memory(*chosen.memory)))
        return
    rounds, mails, large = (1, 12, 1_000_000) if chosen.quick else (chosen.rounds, 600, _LARGE)
    with TemporaryDirectory() as folder:
        post = Post(Path(folder))
        rates = _rounds(rounds, post.mails(mails), post.trust)
        memory = _apart(post, large, Path(folder))
    tell({**_figures(rates), **memory})


def _rounds(rounds: int, mails: Sequence[bytes], trust: Trust) -> dict[str, list[float]]:
    apart = [take_apart(raw, Budget()) for raw in mails]
    sealed = [(mail.signed_bytes, mail.signature) for mail in apart]
    checks = [_check(*one, trust) for one in sealed]
    sides: dict[str, Callable[[], object]] = {
        "envelopes": lambda: [read_envelope(raw, trust) for raw in mails],
        "proofs": lambda: [prove(*one, trust) for one in sealed],
        "bare": lambda: [check.run() for check in checks],
    }
    assert all(read_envelope(raw, trust).verified for raw in mails)
    rates = defaultdict(list)
    for number in range(rounds):
        for name, side in sides.items():
            rates[name].append(len(mails) / _seconds(side))
        told = ", ".join(f"{name} {found[-1]:,.0f}/s" for name, found in rates.items())
        print(f"round {number + 1}: {told}", flush=True)
    return rates


def _check(content: bytes, signature: bytes, trust: Trust) -> Check:
    seal = read_seal(signature)
    (certificate,) = seal.certificates
    (authority,) = trust.authorities
    ours, above = load_der_public_key(certificate.key), load_der_public_key(authority.key)
    assert isinstance(ours, rsa.RSAPublicKey)
    assert isinstance(above, rsa.RSAPublicKey)
    signed = (
        (ours, seal.signature, seal.attributes, seal.algorithm.digest),
        (above, certificate.signature, certificate.signed, certificate.algorithm.digest),
    )
    return Check(content, seal.digest, seal.content_digest, signed)


def _seconds(side: Callable[[], object]) -> float:
    """Seconds of processor time, which whatever else the machine does takes no part in."""
    start = process_time()
    side()
    return process_time() - start


def _figures(rates: dict[str, list[float]]) -> dict[str, float]:
    figures = {f"{name}_per_s": middle(found) for name, found in rates.items()}
    figures["ratio"] = ratio(rates["envelopes"], rates["bare"])
    figures["proof_ratio"] = ratio(rates["proofs"], rates["bare"])
    return figures


def _apart(post: Post, size: int, folder: Path) -> dict[str, float]:
    """Read a large mail in a process that has done nothing else."""
    mail = folder / "large.eml"
    mail.write_bytes(post.large(size))
    ran = subprocess.run(  # noqa: S603 - ourselves
        [sys.executable, "-m", "benchmarks.pec", "--memory", mail, folder / "authority.pem"],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    print(f"one large mail: {ran.stdout.strip()}", flush=True)
    told: dict[str, float] = json.loads(ran.stdout)
    return told


def _memory(mail: Path, authority: Path) -> dict[str, float]:
    """Tell how much more memory there was at the peak than before, in multiples of the mail.

    The mail itself, which the reader is given, is the first of them.
    """
    trust = read_trust([authority])
    before = _resident("VmRSS")
    start = process_time()
    raw = mail.read_bytes()
    envelope = read_envelope(raw, trust)
    seconds = process_time() - start
    assert envelope.proof.verdict is Verdict.VERIFIED
    grown = _resident("VmHWM") - before
    return {
        "large_mb": round(len(raw) / 1e6, 1),
        "large_s": round(seconds, 3),
        "large_memory_multiple": round(grown / len(raw), 2),
    }


def _resident(field: str) -> int:
    """Bytes, from the kernel: VmRSS is of now, VmHWM of the worst moment."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{field}:"))


if __name__ == "__main__":
    main()
