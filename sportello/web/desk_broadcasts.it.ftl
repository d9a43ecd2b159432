# L’elenco degli avvisi.
nav-broadcasts = Avvisi
br-title = Avvisi
br-about = Comunicazioni a molti: chi scrive non approva, e nulla parte senza un secondo paio d’occhi.
br-new = Scrivi un avviso
br-caption = Avvisi, prima i più recenti
br-none = Nessun avviso.
br-column-code = Numero
br-column-title = Titolo
br-column-state = Stato
br-column-people = Persone
br-column-when = Quando
br-column-by = Autore
br-show = Stato
br-show-any = Tutti
br-show-do = Mostra
br-next = Pagina successiva
br-first = Torna alla prima pagina
br-state-draft = Bozza
br-state-submitted = Da approvare
br-state-approved = Approvato, in attesa dell’ora
br-state-running = In invio
br-state-paused = In pausa
br-state-held = Fermo: da riapprovare
br-state-done = Concluso
br-state-cancelled = Annullato
br-state-expired = Scaduto
br-kind-notice = Avviso
br-kind-emergency = Emergenza
br-policy-cheapest = Il canale che costa meno: chat, poi e-mail, poi SMS
br-policy-all = Tutti i canali insieme
br-topic-civil_protection = Protezione civile
br-topic-roads = Strade e ZTL
br-topic-school = Scuola
br-topic-waste = Rifiuti
br-topic-culture = Cultura
br-topic-deadlines = Scadenze
br-language-it = Italiano
br-language-en = Inglese
br-channel-sms = SMS
br-channel-email = E-mail
br-channel-telegram = Telegram
br-channel-try-sms = SMS (prova)
br-channel-try-mail = E-mail (prova)
br-channel-try-chat = Chat (prova)

# Scrivere.
br-compose-title = Scrivi un avviso
br-edit-title = Modifica l’avviso { $code }
br-back = Torna agli avvisi
br-back-one = Torna all’avviso { $code }
br-words = Che cosa dire
br-words-hint = Frasi brevi. I segnaposto tra graffe, come {"{"}nome{"}"}, si riempiono con le colonne dell’elenco caricato.
br-field-title = Titolo ({ $language })
br-field-title-hint = È l’oggetto delle e-mail e apre il testo sugli altri canali.
br-field-body = Testo ({ $language })
br-second = Versione inglese
br-second-hint = Senza, chi legge in inglese riceve il testo italiano.
br-kind = Che cosa è
br-kind-notice-say = Rispetta gli orari di silenzio.
br-kind-emergency-say = Parte subito, anche di notte; la base giuridica resta scritta.
br-basis = Base giuridica
br-basis-hint = L’ordinanza o la norma, per esempio «Ordinanza sindacale 12/2026». Serve per le emergenze e per scrivere a tutti.
br-audience = A chi
br-everyone = A tutti i recapiti conosciuti, anche a chi non ha scelto l’argomento
br-topics = Argomenti
br-zones = Zone
br-zones-hint = Nessuna zona scelta: tutta la città. Chi non ha indicato zone riceve quelli di ogni zona.
br-languages = Solo chi legge in
br-languages-hint = Nessuna scelta: in qualunque lingua.
br-query = Condizione
br-query-hint = Per esempio: language = en and (channel = sms or topic = waste). Si può lasciare vuota.
br-list = Elenco di destinatari
br-list-loading = { $name }: si sta ancora caricando. Comparirà tra gli elenchi: intanto può salvare la bozza senza.
br-list-ready = { $name }: caricato, si può scegliere tra gli elenchi.
br-list-lost = { $name }: il caricamento si è interrotto. Lo carichi di nuovo.
br-list-none = Nessuno
br-list-file = Carica un elenco (CSV)
br-list-hint = Colonne phone, email, telegram, language; le altre diventano segnaposto. Fino a 200.000 righe.
br-excluded = Elenco di esclusi
br-excluded-file = Carica gli esclusi (CSV)
br-list-option = { $name } ({ $on })
br-way = Come
br-policy = Canali
br-sender = Mittente degli SMS
br-sender-number = Il numero, a cui si può rispondere
br-sender-alias = { $name }: non si può rispondere
br-starts = Inizio
br-starts-hint = Vuoto: appena approvato.
br-until = Valido fino a
br-until-hint = Dopo quest’ora non parte più nulla. Serve per ogni avviso.
br-quiet = Orari di silenzio: { $hours }. Gli avvisi ordinari aspettano la fine; le emergenze no.
br-quiet-sundays = Orari di silenzio: { $hours }, e tutto il giorno la domenica e nei festivi. Gli avvisi ordinari aspettano la fine; le emergenze no.
br-quiet-now = Ora è orario di silenzio: l’invio va avanti dalle { $until }.
br-quiet-none = Nessun orario di silenzio è impostato.
br-public = Pubblica anche sulla pagina degli avvisi attivi
br-training = Esercitazione: si prova tutto, non parte nulla
br-measure = Conta e calcola
br-save = Salva la bozza
br-measured-words = Quanto è lungo
br-measured-audience = A chi arriva e quanto costa
br-measured-none = Scriva il testo per vedere quanti SMS occupa.
br-measured-segments = { $language }: { $segments ->
    [one] un SMS
   *[other] { $segments } SMS
} a persona, { $encoding }, ancora { $left ->
    [one] un carattere
   *[other] { $left } caratteri
} nell’ultimo.
br-measured-cut = Togliendo { $cut ->
    [one] un carattere
   *[other] { $cut } caratteri
} basta un SMS in meno.
br-measured-sent = Parte comunque con lettere più semplici: { $segments ->
    [one] un SMS
   *[other] { $segments } SMS
} a persona.
br-measured-guilty = Questi caratteri obbligano a SMS più corti (70 caratteri invece di 160):
br-measured-guilty-one = { $character } ({ $name })
br-measured-wording = Con queste parole { $segments ->
    [one] basta un SMS
   *[other] bastano { $segments } SMS
} a persona:
br-measured-use = Usa questo testo
br-measured-people = { $people ->
    [0] Nessuna persona.
    [one] Circa una persona.
   *[other] Circa { $people } persone.
}
br-measured-spare = { $count ->
    [one] Un altro recapito
   *[other] Altri { $count } recapiti
} di riserva, se il primo non funziona.
br-measured-left-out = Lasciati fuori: { $stopped } che non vogliono messaggi, { $suppressed } recapiti che non esistono più, { $excluded } esclusi.
br-measured-cost = Costo stimato: { $cost }.
br-measured-made-up = I prezzi sono di esempio: quelli del contratto li imposta chi gestisce lo sportello.
br-measured-budget = Oltre { $budget } servono due approvazioni.
br-measured-column-channel = Canale
br-measured-column-language = Lingua
br-measured-column-messages = Messaggi
br-measured-column-segments = SMS
br-measured-column-cost = Costo
br-measured-caption = Messaggi e costo per canale e lingua

# Un avviso.
br-one-title = Avviso { $code }
br-one-facts = In breve
br-one-words = Il testo
br-one-audience = Destinatari
br-one-story = Che cosa è successo
br-one-act = Che cosa fare
br-one-urgent = Inviato con una sola approvazione: { $reason }
br-one-held = Fermo: { $why }
br-one-training = Esercitazione: nulla lascia lo sportello.
br-one-public = Sulla pagina degli avvisi attivi
br-one-corrects = Corregge l’avviso
br-one-measured = { $segments ->
    [one] Un SMS a persona
   *[other] { $segments } SMS a persona
}
br-one-nothing = Per ora non c’è nulla da fare per lei.
br-one-own = L’approvazione l’ha chiesta lei, o il testo è suo: lo approva un’altra persona.
br-one-preview = Anteprima per destinatari veri
br-one-report = Rapporto di consegna
br-one-edit = Modifica
br-fact-kind = Tipo
br-fact-basis = Base giuridica
br-fact-policy = Canali
br-fact-sender = Mittente
br-fact-starts = Inizio
br-fact-now = appena approvato
br-fact-until = Valido fino a
br-fact-by = Scritto da
br-fact-submitted = Chiesto da
br-fact-approved = Approvato da
br-fact-counted = Persone, alla richiesta
br-fact-cost = Costo, alla richiesta
br-fact-everyone = Tutti i recapiti
br-fact-topics = Argomenti
br-fact-zones = Zone
br-fact-languages = Lingue
br-fact-query = Condizione
br-fact-list = Elenco
br-fact-excluded = Esclusi
br-yes = sì
br-held-grew = i destinatari sono aumentati da quando è stato approvato.
br-held-query = la condizione non si legge più.
br-any-zone = tutta la città
br-event-made = Scritto
br-event-edited = Modificato
br-event-submitted = Chiesta l’approvazione
br-event-rejected = Rinviato a chi scrive
br-event-approved = Approvato
br-event-released = Inviato per urgenza da una sola persona
br-event-reviewed = Invio urgente riesaminato
br-event-paused = Messo in pausa
br-event-resumed = Ripreso
br-event-cancelled = Annullato
br-event-corrected = Corretto con un nuovo avviso
br-event-reopened = Riportato in bozza
br-event-begun = Invio iniziato
br-event-held = Fermato: i destinatari sono aumentati
br-event-done = Concluso
br-event-expired = Scaduto
br-by = { $who }, { $at }
br-by-counter = lo sportello
br-do-submit = Chiedi l’approvazione
br-help-submit = Circa { $people ->
    [one] una persona
   *[other] { $people } persone
}, costo stimato { $cost }. Dopo, ogni modifica riporta alla bozza.
br-do-test = Invia una prova a me
br-help-test = Nelle sue conversazioni collegate al profilo.
br-do-approve = Approva
br-approve-heading = Approvare
br-approve-understand = { $people ->
    [one] Ho capito che circa una persona riceverà questo avviso
   *[other] Ho capito che circa { $people } persone riceveranno questo avviso
}
br-approve-type = Scriva il numero delle persone: { $people }
br-approve-two = Il costo supera { $budget }: servono due approvazioni di persone diverse.
br-do-reject = Rinvia a chi scrive
br-reject-reason = Motivo del rinvio
br-do-release = Invia subito per urgenza
br-release-heading = Urgenza: una sola approvazione
br-release-reason = Motivo dell’urgenza
br-release-hint = Solo per le emergenze. Il motivo resta scritto, e una seconda persona riesamina l’invio.
br-do-review = Ho riesaminato l’invio urgente
br-do-pause = Metti in pausa
br-do-resume = Riprendi
br-do-cancel = Annulla l’avviso
br-cancel-sure = Sì, annulla: chi non l’ha ancora ricevuto non lo riceverà
br-do-correct = Scrivi una correzione
br-help-correct = Per chi l’ha già ricevuto, e solo per loro; l’invio in corso viene annullato.
br-done-saved = Bozza salvata.
br-done-submit = Approvazione chiesta. Ora tocca a un’altra persona.
br-done-test = Prova in partenza.
br-done-approve = Approvato.
br-done-reject = Rinviato a chi scrive, con il motivo.
br-done-release = Invio urgente avviato; il motivo è scritto.
br-done-review = Riesame scritto.
br-done-pause = In pausa. I messaggi già consegnati alla rete arrivano comunque.
br-done-resume = Ripreso da dove era.
br-done-cancel = Annullato.
br-done-correct = Questa è la bozza della correzione: scriva il testo.

# L’invio, dal vivo.
br-progress = L’invio
br-progress-bar = Avanzamento
br-progress-caption = Messaggi per canale
br-progress-channel = Canale
br-progress-all = In tutto
br-status-queued = In coda
br-status-sent = Inviati
br-status-delivered = Consegnati
br-status-failed = Non riusciti
br-status-unknown = Da verificare
br-status-other = Non inviati
br-progress-done = { $done } di { $all }
br-progress-rate = { $rate } al secondo
br-progress-left = { $minutes ->
    [0] meno di un minuto
    [one] circa un minuto
   *[other] circa { $minutes } minuti
}
br-progress-speed = Velocità
br-progress-time = Tempo che manca
br-progress-spent = Speso finora
br-progress-why = Perché non sono riusciti
br-progress-none = Nessun messaggio è ancora partito.
br-live-on = Aggiornamento dal vivo
br-live-off = Collegamento perso: si riprova da soli
br-live-changed = Intanto l’avviso è cambiato.
br-live-show = Mostra come è ora
br-live-over = La sessione è terminata: acceda di nuovo
br-code-other = altro motivo ({ $code })
br-code-number = numero inesistente o senza SMS
br-code-address = indirizzo e-mail inesistente
br-code-unreachable = telefono spento o fuori campo
br-code-stopped = non vuole ricevere messaggi
br-code-blocked = ha bloccato lo sportello
br-code-gone = conversazione che non esiste più
br-code-stranger = non ha mai scritto allo sportello
br-code-recipient = destinatario inesistente
br-code-full = casella piena
br-code-spam = preso per posta indesiderata
br-code-filtered = fermato dall’operatore
br-code-limit = troppi messaggi insieme
br-code-expired = non consegnato in tempo
br-code-content = testo non accettato
br-code-sender = mittente non accettato: lo sistema chi gestisce lo sportello
br-code-region = Paese non abilitato
br-code-account = contratto con la rete da sistemare
br-code-network = guasto della rete
br-code-server = server della posta non raggiungibile
br-code-size = e-mail troppo grande
br-code-later = server occupato
br-code-relay = il nostro server non spedisce fin lì
br-code-settings = impostazioni da correggere
br-code-rights = gruppo in cui non si può scrivere
br-code-thread = argomento del gruppo che non esiste più
br-code-lost = collegamento caduto

# Anteprima e rapporto.
br-preview-title = Anteprima dell’avviso { $code }
br-preview-about = Così lo riceverebbero alcuni destinatari veri, scelti tra canali e lingue. Gli indirizzi sono coperti.
br-preview-none = Nessun destinatario, per ora.
br-preview-to = { $to }, { $language }
br-preview-subject = Oggetto: { $subject }
br-preview-segments = { $segments ->
    [one] un SMS
   *[other] { $segments } SMS
}
br-report-title = Rapporto dell’avviso { $code }
br-report-about = Tutti gli stati, un destinatario per riga, nel file. Contiene dati personali: chi lo scarica è scritto nel registro.
br-report-get = Scarica il rapporto (CSV)
br-report-first = Primo invio
br-report-last = Ultimo invio
br-report-answered = Hanno scritto entro 48 ore
br-report-people = Persone raggiunte

# Che cosa non va.
br-error-heading = Non è stato possibile
br-error-file = { $name }: riga { $line }, colonna { $column }: { $what }
br-error-sheet = { $name }: { $what }
br-error-taken = { $name }: presi { $addresses } indirizzi, { $twice } doppi, { $bad } righe saltate. L’elenco è pronto: salvi di nuovo per usarlo così.
br-error-more = …e altri { $count } errori.
br-error-title = Scriva il titolo in italiano.
br-error-body = Scriva il testo in italiano.
br-error-second = Per l’inglese servono titolo e testo.
br-error-long = Il testo è troppo lungo: al massimo { $most } caratteri.
br-error-basis = Indichi la base giuridica: serve per le emergenze e per scrivere a tutti.
br-error-audience = Indichi a chi: argomenti, un elenco, una condizione o tutti.
br-error-query = La condizione non si legge al carattere { $place }: { $what }
br-error-starts = L’inizio non è una data e un’ora.
br-error-until = Indichi fino a quando vale, dopo l’inizio e dopo adesso.
br-error-sender = Questo mittente non è tra quelli impostati.
br-error-list = L’elenco scelto non c’è più, o non è ancora completo.
br-error-placeholder = Segnaposto che nessuno riempie: { $names }.
br-error-brace = C’è una graffa che non chiude un segnaposto.
br-error-counted = Intanto i destinatari sono cambiati: guardi il nuovo numero, poi decida.
br-error-understand = Confermi di aver capito quante persone lo riceveranno.
br-error-number = Il numero scritto non è quello delle persone.
br-error-reason = Scriva il motivo.
br-error-sure = Confermi di voler annullare.
br-error-lane = Nessuna conversazione è collegata al suo profilo: la colleghi dalla pagina del profilo.
br-query-character = un segno che qui non vuol dire nulla
br-query-quote = virgolette mai chiuse
br-query-condition = manca una condizione
br-query-field = non è un campo: language, channel, topic, zone, since o permit
br-query-operator = manca = oppure !=
br-query-order = solo since può essere minore o maggiore
br-query-value = manca un valore
br-query-date = non è un giorno: scriva 2026-01-31
br-query-joint = manca and oppure or
br-query-bracket = parentesi mai chiusa
br-query-deep = troppe parentesi una nell’altra
br-query-long = condizione troppo lunga
br-query-unknown = valore sconosciuto
br-refused-absent = Questo avviso non c’è.
br-refused-own = Chi l’ha chiesto o modificato per ultimo non può approvarlo: serve un’altra persona.
br-refused-twice = Lei l’ha già fatto: ora serve un’altra persona.
br-refused-twice-code = C’è già una correzione non ancora inviata: { $code }.
br-refused-state = Nello stato in cui è ora non si può fare.
br-refused-state-by = Nello stato in cui è ora non si può fare. { $what }: { $who }, { $at }.
br-refused-stale = Intanto è cambiato: lo guardi come è ora, poi decida.
br-refused-stale-by = Intanto è cambiato: { $what }: { $who }, { $at }. Lo guardi come è ora, poi decida.
br-refused-reason = Scriva il motivo.
br-refused-kind = Si può solo per le emergenze.
br-refused-late = La validità è finita, o finirebbe prima dell’inizio.
br-refused-unfit = Così non può partire: { $why }
br-unfit-texts = manca un titolo o un testo.
br-unfit-audience = non dice a chi.
br-unfit-nobody = non lo riceverebbe nessuno.
br-unfit-query = la condizione non si legge.
br-unfit-list = l’elenco non c’è più, o non è completo.
br-unfit-until = manca fino a quando vale.
br-unfit-basis = manca la base giuridica: serve per le emergenze e per scrivere a chi non l’ha chiesto.
br-unfit-policy = tutti i canali insieme è solo per le emergenze.
br-unfit-training = la correzione di un’esercitazione è un’esercitazione, quella di un avviso vero no.
br-row-empty = vuoto
br-row-not-readable = non si legge
br-row-unknown-column = colonna sconosciuta, ignorata
br-row-no-address = nessun recapito
br-row-not-the-number = non è il numero di una chat con una persona
br-row-not-a-language = non è una lingua: scriva it, en, …
br-row-a-quotation-mark = virgolette aperte o fuori posto
br-row-unreadable-characters = caratteri illeggibili
br-row-longer-than = testo troppo lungo
br-row-cells = numero di celle diverso dall’intestazione
br-row-the-file-is = il file è vuoto
br-row-no-row-has = nessuna riga ha un recapito
br-row-none-of-the = manca una colonna phone, email o telegram
br-row-more-than = troppe righe
br-row-the-header = virgolette mai chiuse nell’intestazione

# Un’allerta che arriva in CAP.
br-cap = Carica un’allerta CAP
br-cap-title = Allerta in formato CAP
br-cap-about = Il file diventa una bozza per le zone che tocca: la legge, la accorcia e la fa approvare come le altre. Nulla parte da solo.
br-cap-file = File CAP 1.2 (XML)
br-cap-file-hint = Quello della protezione civile, così com’è: al massimo 2 MiB.
br-cap-take = Carica
br-cap-zones = La bozza è per: { $zones }.
br-cap-unplaced = Di queste aree nulla dice dove si trovano. Le cerchi, e nella bozza scelga le zone giuste:
br-cap-go = Apri l’avviso { $code }
br-cap-go-first = Apri l’avviso { $code } di prima
br-cap-beside = È una bozza a sé, perché l’avviso { $first } che aggiorna è già cominciato: quello resta com’è, finché qualcuno non lo annulla o lo corregge.
br-cap-unrelated = Non riguarda nulla che sia stato caricato qui: non cambia niente.
br-cap-left-scope = Lasciata da parte: non è per il pubblico.
br-cap-left-status = Lasciata da parte: è una bozza di chi la manda, o è per le macchine.
br-cap-left-kind = Lasciata da parte: risponde a un altro messaggio.
br-cap-left-over = Lasciata da parte: il suo tempo è finito.
br-cap-left-elsewhere = Lasciata da parte: non riguarda questa città.
br-done-cap-draft = L’allerta è una bozza: la legga, poi chieda l’approvazione.
br-done-cap-edited = La bozza dice ora ciò che dice l’aggiornamento; nessuno l’ha ancora approvata.
br-done-cap-called-back = L’avviso revocato non va più avanti; questa è la bozza per chi l’ha già ricevuto.
br-done-cap-cancelled = L’avviso non era cominciato, e non comincerà.
br-done-cap-known = Era già stata caricata: questo è ciò che ne è stato fatto, e nulla è cambiato.
br-cap-error-heading = Il file non è stato caricato
br-cap-place = Dove
br-cap-section = Secondo
br-cap-error-none = Scelga un file.
br-cap-error-missing = Manca, e deve esserci.
br-cap-error-missing-scope = Manca, e con scope { $more } deve esserci.
br-cap-error-missing-kind = Manca, e con msgType { $more } deve esserci.
br-cap-error-twice = C’è più di una volta.
br-cap-error-elements = Contiene elementi al posto di un testo.
br-cap-error-long = È più lungo di { $more } caratteri.
br-cap-error-choice = Non è uno di questi: { $more }.
br-cap-error-name = Spazi, virgole, < e & non sono ammessi, né più di 400 caratteri.
br-cap-error-moment = Non è una data e un’ora come { $more }.
br-cap-error-no-moment = Questa data e ora non esiste.
br-cap-error-reference = Non è mittente,identificativo,data.
br-cap-error-pairs = Ha meno di quattro coppie di coordinate.
br-cap-error-open = L’ultima coppia di coordinate non è la prima: il poligono è aperto.
br-cap-error-circle = Non è una coppia di coordinate e un raggio.
br-cap-error-pair = Non è una coppia di latitudine e longitudine.
br-cap-error-number = Non è un numero.
br-cap-error-between = Non sta tra { $more } e { $most }: prima viene la latitudine, poi la longitudine.
br-cap-error-altitude = Si può dire solo insieme all’altitudine (altitude).
br-cap-error-large = È più grande di { $more } MiB.
br-cap-error-xml = Non è un file XML.
br-cap-error-doctype = Dichiara un tipo di documento (DOCTYPE): non è ammesso.
br-cap-error-namespace = Non è un messaggio CAP 1.2.

# I codici CAP di un avviso.
br-cap-codes = Codici CAP
br-cap-codes-hint = Li leggono i programmi che seguono i nostri avvisi pubblici. Ciò che resta automatico lo dicono il tipo e gli argomenti:
br-cap-usual = { $kind }: { $category }; { $urgency }; { $severity }; { $certainty }.
br-cap-open = Automatico
br-cap-event = Evento
br-cap-event-hint = Per esempio «Piena del Rio Torto». Vuoto: il titolo.
br-cap-urgency = Urgenza
br-cap-severity = Gravità
br-cap-certainty = Certezza
br-cap-category = Categorie
br-cap-response = Che cosa fare
br-error-event = L’evento è troppo lungo: al massimo { $most } caratteri.
br-cap-urgency-Immediate = subito
br-cap-urgency-Expected = entro un’ora
br-cap-urgency-Future = nel prossimo futuro
br-cap-urgency-Past = non più necessario
br-cap-urgency-Unknown = urgenza non nota
br-cap-severity-Extreme = estrema
br-cap-severity-Severe = grave
br-cap-severity-Moderate = moderata
br-cap-severity-Minor = lieve
br-cap-severity-Unknown = gravità non nota
br-cap-certainty-Observed = accertata
br-cap-certainty-Likely = probabile
br-cap-certainty-Possible = possibile
br-cap-certainty-Unlikely = improbabile
br-cap-certainty-Unknown = certezza non nota
br-cap-category-Geo = terremoti e frane
br-cap-category-Met = meteo e piene
br-cap-category-Safety = sicurezza delle persone
br-cap-category-Security = ordine pubblico
br-cap-category-Rescue = soccorso
br-cap-category-Fire = incendi
br-cap-category-Health = salute
br-cap-category-Env = ambiente
br-cap-category-Transport = trasporti
br-cap-category-Infra = reti e servizi
br-cap-category-CBRNE = sostanze pericolose
br-cap-category-Other = altro
br-cap-response-Shelter = mettersi al riparo
br-cap-response-Evacuate = allontanarsi
br-cap-response-Prepare = prepararsi
br-cap-response-Execute = fare ciò che è previsto
br-cap-response-Avoid = evitare il luogo
br-cap-response-Monitor = tenersi informati
br-cap-response-Assess = valutare la situazione
br-cap-response-AllClear = cessato pericolo
br-cap-response-None = nulla
