"""How mail programs show where a quotation, a signature or a disclaimer begins, in the languages we meet."""

import re

# "Il giorno lun 23 nov 2026 alle ore 9:15 Ada <ada@example.org> ha scritto:", over up to four lines.
ATTRIBUTION_OPENS = re.compile(
    r"(?:il(?: giorno)?|in data|data|on|le|el|am|em|op|den|dia|dne)\s"
    r"|\d{4}[-/]\d\d?[-/]\d\d?\s|\d\d?[./]\d\d?[./]\d{2,4}\s",
    re.IGNORECASE,
)
ATTRIBUTION_ENDS = (
    "ha scritto:",
    "ha scritto quanto segue:",
    "scrive:",
    "scriveva:",
    "ha scritto :",
    "wrote:",
    "writes:",
    "a écrit :",
    "a écrit:",
    "escribió:",
    "schrieb:",
    "escreveu:",
    "schreef:",
    "написал:",
    ">:",  # old Gmail: "2026-11-23 9:15 GMT+01:00 Ada <ada@example.org>:"
)
# "Ada <ada@example.org> ha scritto in data 23/11/2026 9:15:", on one line.
NAME_FIRST = re.compile(
    r"\S.{0,150}?\b(?:ha scritto|wrote|scrive|schrieb|a écrit|escribió)\b.{0,80}:", re.IGNORECASE
)
SHOWS_WHEN_OR_WHO = re.compile(r"\d{1,2}[.:/-]\d{2}|\d{4}|@")
# What such a line must hold to be believed where nothing below it is marked as quoted.
SHOWS_HOUR_OR_ADDRESS = re.compile(r"(?<![\d.])\d{1,2}[.:]\d{2}(?:[.:]\d{2})?(?![\d.])|@")

# "-----Messaggio originale-----", "---------- Forwarded message ---------", "Inizio messaggio inoltrato:".
_HEADINGS = (
    r"messaggio originale|original message|messaggio inoltrato(?: da .{0,80})?|forwarded message|"
    r"forwarded by .{0,80}|inizio messaggio inoltrato|begin forwarded message|ursprüngliche nachricht|"
    r"message d'origine|message transféré|mensaje original|mensaje reenviado|initial header|"
    r"messaggio ricevuto|reply message|messaggio di posta certificata originale"
)
HEADING = re.compile(rf"[-_=*#>\s]{{2,40}}(?:{_HEADINGS})[-_=*#:\s]{{0,40}}", re.IGNORECASE)
BARE_HEADING = re.compile(r"(?:inizio messaggio inoltrato|begin forwarded message)\s?:", re.IGNORECASE)

# The header of the quoted mail, as Outlook and the Italian webmails copy it: "Da: ...", "Inviato: ...".
_FIELD_NAMES = {
    "from": r"da|from|mittente|von|de",
    "when": r"inviato|inviato il|data|data invio|data/ora|sent|date|gesendet|envoyé|fecha",
    "to": r"a|to|per|destinatario|destinatari|an|à|para",
    "subject": r"oggetto|ogg|subject|betreff|objet|asunto",
    "other": r"cc|ccn|bcc|rispondi a|reply-to|allegati|attachments|priorità|importanza|importance|priority",
}
_names = "|".join(f"(?P<{field}>{names})" for field, names in _FIELD_NAMES.items())
FIELD = re.compile(rf"[*\s]{{0,4}}(?:{_names})\s?[*]{{0,2}}\s?:(?:\s|[*]|$)", re.IGNORECASE)
# Some webmails of PEC write the names without a colon: 'Da "ada@example.org" ada@example.org'.
BARE_FIELD = re.compile(
    r"(?:(?P<from>Da)|(?P<when>Data)|(?P<to>A)|(?P<subject>Oggetto)|(?P<other>Ccn?))(?:\s\s*\S|\s*$)"
)
MOST_FIELDS = 12  # lines that are looked at for the fields of one quoted header

RULE = re.compile(r"[-_=*~]{3,200}")
SIGNATURE = "--"  # followed by a space, which is often lost: RFC 3676 section 4.3

# Lines that programs and telephones add by themselves.
ADDED = re.compile(
    r"(?:"
    r"inviato (?:da|dal|dalla|tramite|con|attraverso) .{1,70}"
    r"|sent (?:from|via|with|using) .{1,70}"
    r"|(?:scarica|ottieni|get|download) (?:outlook|bluemail|spark|aqua ?mail) .{1,70}"
    r"|outlook per (?:ios|android)|get outlook for .{1,40}"
    r"|(?:mail )?priva di virus\W.{0,80}|virus-free\W.{0,80}|nessun virus nel messaggio\W.{0,80}"
    r"|questa e-?mail è stata controllata per individuare virus .{0,120}"
    r")",
    re.IGNORECASE,
)
# "Inviato dal Comune il 3 marzo" is a citizen's sentence; these are what such a line may be sent with.
ADDED_BY = re.compile(
    r"\b(?:i?phone|ipad|smartphone|cellulare|telefono|tablet|dispositivo|mobile|android|ios|samsung|galaxy"
    r"|huawei|xiaomi|redmi|oppo|honor|windows|outlook|gmail|yahoo|libero ?mail|virgilio|tim ?mail|proton"
    r"|proton ?mail|tutanota|thunderbird|bluemail|spark|aqua ?mail|avast|avg|virus|device|web\.de|gmx)\b",
    re.IGNORECASE,
)

# What opens a disclaimer; all that follows belongs to it.
DISCLAIMER = re.compile(
    r"[*_\s]{0,6}(?:"
    r"avviso di riservatezza|avvertenza di riservatezza|nota di riservatezza|clausola di riservatezza"
    r"|(?:le|tutte le) informazioni (?:contenute|trasmesse|riportate) (?:in|nel|nella|con|attraverso)\b"
    r"|il (?:contenuto|presente messaggio) (?:di|è|e'|e gli|e-mail|contiene)\b.{0,80}"
    r"(?:riservat|confidenzial|esclusiv)"
    r"|(?:questo|il presente) (?:messaggio|documento)\b.{0,120}(?:riservat|confidenzial|esclusiv|privilegiat)"
    r"|questa e-?mail\b.{0,120}(?:riservat|confidenzial|esclusiv)"
    r"|ai sensi del(?:la|l')? ?(?:d\.? ?lgs|decreto legislativo|regolamento|reg\.|legge|gdpr|art)"
    r".{0,160}(?:informazion|riservat|privacy|dati personali|destinatari)"
    r"|qualora (?:abbiate|aveste|lei|il messaggio).{0,80}(?:errore|ricevuto)"
    r"|rispetta(?:te)? l'ambiente|prima di stampare|pensa all'ambiente|non stampare questa"
    r"|confidentiality notice|disclaimer\b|privacy notice|legal notice"
    r"|th(?:is|e information in this) (?:e-?mail|message|communication)\b.{0,160}"
    r"(?:confidential|privileged|intended)"
    r"|the information (?:contained|transmitted)\b"
    r"|(?:please )?consider the environment|please don't print"
    r"|informativa (?:privacy|sulla privacy|ai sensi)"
    r")",
    re.IGNORECASE,
)
