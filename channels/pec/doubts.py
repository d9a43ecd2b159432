"""What speaks against a certified mail beside its seal, the gravest first, and what each code means."""

from collections.abc import Iterable
from dataclasses import replace

from channels.pec.envelope import Proof, Verdict

FORGED = {
    "from": "From is not the address in the signer's certificate",
    "daticert-outside": "a daticert.xml was put beside what was signed",
}
UNPROVEN = {
    "from-missing": "it has no From to compare with the signer",
    "structure": "its parts are not put together as RFC 6109 section 4.3 says",
    "daticert-doubled": "it holds more than one daticert.xml, or more than one evidence",
    "daticert-broken": "its daticert.xml is not well formed, or is none",
    "daticert-entities": "its daticert.xml declares entities, and was not read",
    "daticert-large": "its daticert.xml is too large, and was not read",
    "evidence-broken": "its evidence is not well formed, or is none",
    "evidence-entities": "its evidence declares entities, and was not read",
    "evidence-large": "its evidence is too large, and was not read",
    "tipo": "its daticert.xml names a type that RFC 6109 does not have",
    "event": "its evidence names an event that is not known",
    "message-missing": "the message that it says to carry is not inside",
}
# Worth knowing, and nothing against it.
NOTED = {
    "sha1": "signed over a SHA-1 digest, as providers did until 2024 at least",
    "charset": "its XML is in another alphabet than it says",
    "errore": "its daticert.xml names an error that RFC 6109 does not have",
    "data": "it has no date that can be read",
    "dates": "it was sealed more than an hour before or after the date in it",
    "attachments": "its attachments could not all be listed",
}
# What kept a mail from being read at all.
UNREADABLE = {
    "large": "it is larger than what is read",
    "outlook": "it is a file of Outlook (.msg), and not the mail as it was sent: save that as .eml",
    "not-a-mail": "it does not begin with the header of a mail",
    "headers": "its headers are longer than any honest mail's",
    "parts": "it has more parts than any honest mail",
    "fault": "reading it failed, which is a fault of this program",
}


def doubted(proof: Proof, doubts: Iterable[str]) -> Proof:
    """Let the gravest win: add codes to a proof, those that are mere notes to its notes."""
    found = tuple(dict.fromkeys(doubts))
    forged = tuple(code for code in found if code in FORGED)
    unproven = tuple(code for code in found if code in UNPROVEN)
    noted = tuple(code for code in found if code in NOTED)
    verdict = proof.verdict
    if forged:
        verdict = Verdict.FORGED
    elif unproven and verdict is not Verdict.FORGED:
        verdict = Verdict.UNVERIFIED
    return replace(
        proof, verdict=verdict, reasons=(*forged, *proof.reasons, *unproven), notes=(*proof.notes, *noted)
    )
