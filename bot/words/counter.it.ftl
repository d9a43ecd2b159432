# Le parole dello sportello, comuni a tutti i servizi.
# $city: il nome del comune. $way: sms, telegram, email.

# --- parole riservate: la prima è quella che mostriamo
command-help = AIUTO
    .words = aiuto, aiutami, help, info, ?
command-menu = MENU
    .words = menu, menù, servizi, inizio, home, /start, /menu
command-cancel = ANNULLA
    .words = annulla, annullare, annulla tutto, cancella, lascia perdere, lasciamo perdere, /annulla
command-back = INDIETRO
    .words = indietro, torna indietro, torna, precedente
command-status = STATO
    .words = stato, a che punto siamo
command-operator = OPERATORE
    .words = operatore, operatrice, impiegato, una persona, persona
command-language = LINGUA
    .words = lingua, lingue
command-login = ACCEDI
    .words = accedi, accesso, accedere, spid, cie
command-logout = ESCI
    .words = esci, uscire, uscita
command-stop = STOP
    .words = stop, basta, basta messaggi, stopall, cancellami, disiscrivimi, non scrivetemi più, non scrivetemi
command-start = RICOMINCIA
    .words = ricomincia, ricominciate, unstop
command-resume = RIPRENDI
    .words = riprendi, riprendere, riprendiamo, continua, continuiamo

yes = Sì
no = No

# --- lingue
language-it = Italiano
    .words = italiano, italiana, italian, it, ita
language-en = English
    .words = english, inglese, en, eng, ing
language-set = D'ora in poi le scrivo in italiano.
language-ask = In quale lingua preferisce continuare?

# --- lettere
letter-opening = Gentile cittadina, gentile cittadino,
letter-closing = Cordiali saluti
    Sportello dei cittadini - { $city }

# --- domande
needs = { $title }. Mi servono ancora:
    { $needs }
understood = Ho capito: { $items }.
corrected = Ho corretto: { $items }.
unsure = Non sono sicuro se ha scritto { $first } oppure { $second }: lo ripeta mettendo il nome davanti, per esempio "{ $first }: ...".
not-understood = Non ho capito la risposta.
stuck = Se preferisce, scriva { command-operator } per parlare con una persona o { command-cancel } per lasciar stare.
confirm = { $way ->
    [telegram] Va bene così?
   *[other] Risponda SI per confermare, NO per correggere.
}
yes-or-no = Mi serve un sì o un no.
repair = Che cosa devo correggere? Per esempio: "{ $example }". Per lasciar stare: { command-cancel }.
correct-hint = Può correggere un dato, per esempio "{ $example }", oppure scrivere { command-cancel }.
already-there = Stiamo già facendo: "{ $title }".

# --- scelte
which-service = Non vorrei sbagliare. Che cosa le serve?
old-button = Quel pulsante era di una domanda di prima, e non vale più.
unclear = Non ho capito. Sono lo sportello digitale di { $city } e posso aiutarla con questi servizi:
menu = Che cosa posso fare per lei:
menu-inside = La richiesta "{ $title }" resta aperta: può rispondere all'ultima domanda o scrivere { command-cancel }.

# --- parole riservate: che cosa rispondono
help = Sono lo sportello digitale di { $city }. Mi scriva con parole sue che cosa le serve, oppure scelga un servizio.
    In ogni momento: { command-menu }, { command-back }, { command-cancel }, { command-status }, { command-operator } (una persona), { command-language } (italiano o English), { command-stop } (niente avvisi).
help-inside = Stiamo facendo: "{ $title }". Può rispondere alla domanda, correggere un dato scrivendone il nome e il valore, tornare indietro ({ command-back }), lasciar stare ({ command-cancel }) o chiedere una persona ({ command-operator }).
cancelled = Ho annullato la richiesta "{ $title }": non ho registrato nulla.
nothing-to-cancel = Non c'è nessuna richiesta aperta da annullare. Per vedere i servizi: { command-menu }.
went-back = Torniamo indietro: { $slot }.
first-question = Siamo già alla prima domanda.
nothing-to-go-back-to = Non c'è nessuna domanda a cui tornare. Per vedere i servizi: { command-menu }.
status-none = Non ha richieste aperte. Per vedere i servizi: { command-menu }.
status-open = Richiesta aperta il { $day }: "{ $title }". Dati ricevuti: { $given }.
operator = Ho avvisato l'ufficio: una persona le risponderà qui appena possibile.{ $office_phone ->
    [none] {""}
   *[other] {" "}Se ha fretta: tel. { $office_phone }{ $office_hours ->
        [none] .
       *[other] {" "}({ $office_hours }).
        }
    } Intanto può continuare con me.
login = Per i servizi disponibili oggi non serve accedere: basta rispondere alle domande.
logout = Non ha nessun accesso aperto: la conversazione è chiusa. Quando vuole, scriva { command-menu }.
stopped = Va bene: non le manderò più avvisi. Se ci scrive le rispondo comunque; per ricevere di nuovo gli avvisi: { command-start }.
started = Va bene: potrà ricevere di nuovo i nostri avvisi. Per non riceverli più: { command-stop }.
nothing-to-resume = Non c'è nessuna richiesta da riprendere. Ecco i servizi:

# --- pause e ritorni
paused = Non ho più avuto sue notizie: la richiesta "{ $title }" è scaduta e l'ho messa da parte. Per riprenderla da dove eravamo: { command-resume }.
resumed = Riprendo la sua richiesta "{ $title }" del { $day }.
still-paused = Ha ancora una richiesta in sospeso: "{ $title }". Per riprenderla: { command-resume }.
back-to = Torniamo a: "{ $title }".

# --- ciò che non è testo
empty = Ho ricevuto un messaggio vuoto. Mi scriva pure che cosa le serve.
only-files = Ho ricevuto il suo file, ma in questo momento non mi serve nessun documento.
files-not-needed = Per questa richiesta non servono allegati: non li ho usati.

# --- chiacchiere
smalltalk-greeting = Buongiorno! Sono lo sportello digitale di { $city }. Come posso aiutarla?
smalltalk-thanks = Grazie a lei.
smalltalk-goodbye = Arrivederci. Quando le serve, mi scriva pure.
smalltalk-how_are_you = Sono un programma e sto sempre bene, grazie. Come posso aiutarla?
smalltalk-who_are_you = Sono lo sportello digitale di { $city }: un programma che risponde ai messaggi. Per parlare con una persona scriva { command-operator }.
smalltalk-compliment = Grazie, è gentile.
smalltalk-complaint_rude = Mi dispiace che non sia contento. Se preferisce parlare con una persona, scriva { command-operator }.
smalltalk-laugh = Sono contento che sorrida. Se le serve qualcosa, sono qui.
smalltalk-ok = Va bene.

internal-error = C'è stato un problema da parte nostra e non ho potuto completare la richiesta. Il suo messaggio è al sicuro e una persona lo controllerà: non serve riscriverlo. Mi scusi.
