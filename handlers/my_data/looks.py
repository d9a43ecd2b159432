"""Who looked at somebody's data, one a line: the day, who in plain words, and what."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from storage.access_log import CITIZEN, COUNTER, Accessed

_OFFICE = 6  # signs that tell one of the staff from another, without a name

# What an access did, in the words of each language; what is not here is shown as it stands.
_WHAT = {
    "it": {
        "acted-for": "una persona delegata ha agito per lei",
        "acting-for": "lei ha agito per un'altra persona",
        "certificate-issued": "certificato rilasciato",
        "contact-bound": "conversazione collegata a lei",
        "contact-ended": "conversazione passata a un'altra persona",
        "contact-expired": "collegamento di una conversazione scaduto",
        "contact-proven": "accesso rinnovato",
        "contact-revoked": "conversazione scollegata",
        "credential-active": "credenziali attivate",
        "credential-asked": "credenziali chieste da altri a suo nome, e non date",
        "correction-asked": "correzione chiesta",
        "data-exported": "copia dei dati",
        "data-shown": "dati visti",
        "erasure-asked": "cancellazione chiesta",
        "message-shown": "messaggio letto",
        "payment-shown": "pagamento visto",
        "person-changed": "dati aggiornati",
        "person-known": "dati registrati",
        "request-shown": "richiesta letta",
        "sign-in-failed": "accesso con credenziali non riuscito",
        "signed-in": "accesso con credenziali",
    },
    "en": {
        "acted-for": "somebody with a mandate acted for you",
        "acting-for": "you acted for somebody else",
        "certificate-issued": "certificate issued",
        "contact-bound": "conversation linked to you",
        "contact-ended": "conversation passed to somebody else",
        "contact-expired": "link of a conversation ran out",
        "contact-proven": "login renewed",
        "contact-revoked": "conversation unlinked",
        "credential-active": "credentials activated",
        "credential-asked": "credentials asked for in your name by others, and not given",
        "correction-asked": "correction asked for",
        "data-exported": "copy of the data",
        "data-shown": "data looked at",
        "erasure-asked": "erasure asked for",
        "message-shown": "message read",
        "payment-shown": "payment looked at",
        "person-changed": "data brought up to date",
        "person-known": "data registered",
        "request-shown": "request read",
        "sign-in-failed": "login with credentials failed",
        "signed-in": "login with credentials",
    },
}
_WHO = {
    "it": {CITIZEN: "lei", COUNTER: "lo sportello automatico", "": "un impiegato del comune"},
    "en": {CITIZEN: "you", COUNTER: "the automatic counter", "": "an employee of the municipality"},
}


def called(who: str, language: str) -> str:
    """Name who it was by their part; of staff and of others a sign that is always the same, and no name."""
    names = _WHO.get(language, _WHO["it"])
    if who in names:
        return names[who]
    return f"{names['']} ({sha256(who.encode()).hexdigest()[:_OFFICE]})"


@dataclass(frozen=True, slots=True)
class Looks:
    """Lines of the access log."""

    found: Sequence[Accessed]

    def show(self, language: str) -> str:
        """Write `- 03/02/2026 10:00 un impiegato del comune (3fa29c): richiesta letta (desk)`."""
        return "\n".join(self._line(each, language) for each in self.found)

    def _line(self, each: Accessed, language: str) -> str:
        what = _WHAT.get(language, _WHAT["it"]).get(each.what, each.what)
        about = f" ({each.about})" if each.about else ""
        return f"- {each.at:%d/%m/%Y %H:%M} {called(each.who, language)}: {what}{about}"
