"""Who looked at somebody's data, one a line: the day, who in plain words, and what."""

from collections.abc import Sequence
from dataclasses import dataclass

from storage.access_log import CITIZEN, COUNTER, Accessed
from storage.personal_data import DELEGATE, STAFF

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
        "document-shown": "documento aperto",
        "erasure-asked": "cancellazione chiesta",
        "found-by-search": "trovato con una ricerca dell'ufficio",
        "message-shown": "messaggio letto",
        "payment-shown": "pagamento visto",
        "person-changed": "dati aggiornati",
        "permit-paper": "permesso ZTL preparato",
        "person-known": "dati registrati",
        "register-asked": "anagrafe nazionale consultata per una sua richiesta",
        "request-shown": "richiesta letta",
        "sign-in-failed": "accesso con credenziali non riuscito",
        "signed-in": "accesso con credenziali",
        "talk-shown": "conversazione letta",
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
        "document-shown": "document opened",
        "erasure-asked": "erasure asked for",
        "found-by-search": "found by a search of the office",
        "message-shown": "message read",
        "payment-shown": "payment looked at",
        "person-changed": "data brought up to date",
        "permit-paper": "ZTL permit made out",
        "person-known": "data registered",
        "register-asked": "national register asked for a request of yours",
        "request-shown": "request read",
        "sign-in-failed": "login with credentials failed",
        "signed-in": "login with credentials",
        "talk-shown": "conversation read",
    },
}
_WHO = {
    "it": {
        CITIZEN: "lei",
        COUNTER: "lo sportello automatico",
        DELEGATE: "una persona delegata",
        STAFF: "un impiegato del comune",
    },
    "en": {
        CITIZEN: "you",
        COUNTER: "the automatic counter",
        DELEGATE: "a person with a mandate",
        STAFF: "an employee of the municipality",
    },
}


def called(who: str, language: str) -> str:
    """Name by their part whoever `storage.personal_data` stands for by a word, and perhaps a sign."""
    part, _, sign = who.partition(" ")
    name = _WHO.get(language, _WHO["it"]).get(part, part)
    return f"{name} ({sign})" if sign else name


def did(what: str, language: str) -> str:
    """Say what an access did."""
    return _WHAT.get(language, _WHAT["it"]).get(what, what)


@dataclass(frozen=True, slots=True)
class Looks:
    """Lines of the access log."""

    found: Sequence[Accessed]

    def show(self, language: str) -> str:
        """Write `- 03/02/2026 10:00 un impiegato del comune (3fa29c): richiesta letta (desk)`."""
        return "\n".join(self._line(each, language) for each in self.found)

    def _line(self, each: Accessed, language: str) -> str:
        what = did(each.what, language)
        about = f" ({each.about})" if each.about else ""
        return f"- {each.at:%d/%m/%Y %H:%M} {called(each.who, language)}: {what}{about}"
