# Le parole dello sportello, comuni a tutti i servizi.
# $city: il nome del comune. $way: sms, telegram, email.

# --- parole riservate: la prima è quella che mostriamo
command-help = AIUTO
    .words = aiuto, aiutami, help, info, ?
    .about = che cosa posso fare e come
command-menu = MENU
    .words = menu, menù, servizi, inizio, home, bot, /start, /menu
    .about = i servizi dello sportello
command-cancel = ANNULLA
    .words = annulla, annullare, annulla tutto, cancella, lascia perdere, lasciamo perdere, /annulla
    .about = lascia stare la richiesta
command-back = INDIETRO
    .words = indietro, torna indietro, torna, precedente
    .about = torna alla domanda di prima
command-status = STATO
    .words = stato, a che punto siamo
    .about = a che punto siamo
command-operator = OPERATORE
    .words = operatore, operatrice, impiegato, una persona, persona
    .about = chiede la risposta di una persona
command-language = LINGUA
    .words = lingua, lingue
    .about = italiano o English
command-login = ACCEDI
    .words = accedi, accesso, accedere, spid, cie
command-logout = ESCI
    .words = esci, uscire, uscita
command-stop = STOP
    .words = stop, basta, basta messaggi, stopall, cancellami, disiscrivimi, non scrivetemi più, non scrivetemi
    .about = niente più avvisi
command-start = RICOMINCIA
    .words = ricomincia, ricominciate, unstop
    .about = di nuovo gli avvisi
command-resume = RIPRENDI
    .words = riprendi, riprendere, riprendiamo, continua, continuiamo
    .about = riprende una richiesta messa da parte

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
letter-reply =
    .words = re, r, rif, risp, i, fw, fwd, inoltro
letter-opening = Gentile cittadina, gentile cittadino,
    .words = buongiorno, buon giorno, buonasera, buona sera, salve, ciao, gentile, gentili, gentilissimi, spettabile, spett.le, egregio, alla cortese attenzione, oggetto
letter-registered = Il suo messaggio è registrato al protocollo con il n. { $number } del { $day }. La risposta definitiva le è dovuta entro il { $by }.
letter-closing = Cordiali saluti
    Sportello dei cittadini - { $city }
    .words = cordiali saluti, cordialmente, distinti saluti, distintamente, saluti, un saluto, i migliori saluti, cari saluti, in fede, grazie e saluti, grazie e cordiali saluti, inviato da, inviato dal mio

# --- domande
opening = { $title }. Per lasciar stare scriva { command-cancel }.
needs = { $way ->
    [sms] { $start ->
        [yes] { $title }. Mi servono: { $inline }.
       *[no] Mi servono ancora: { $inline }.
    }
   *[other] { $start ->
        [yes] { $title }. Mi servono:
       *[no] Mi servono ancora:
    }
    { $needs }
}
list-hint = Per l'elenco: { command-help }.
understood = Ho capito: { $items }.
corrected = Ho corretto: { $items }.
unsure = Non sono sicuro se ha scritto { $first } oppure { $second }: lo ripeta mettendo il nome davanti, per esempio "{ $first }: ...".
doubt = Ho trovato più di una risposta per "{ $slot }". Qual è quella giusta?
same = Questo l'ho già: { $items }.
not-here = Di questo non so occuparmi. Per parlare con una persona scriva { command-operator }.
changed = Nel frattempo è cambiato qualcosa: ricontrolli, per favore.
explain =
    .words = boh, bo, bho, mah, non ce l'ho, non l'ho, non ce l'ho qui, non ce l'ho con me, non lo trovo, non so, non lo so, non la so, non saprei, non ricordo, non mi ricordo, non trovo, non lo trovo, non la trovo, non ho idea, non capisco, non ho capito, dove lo trovo, dove la trovo, dove trovo, dove si trova, dove sta scritto, dov'è scritto, quale sarebbe, che cosa sarebbe, cosa significa, che significa, che vuol dire, cosa vuol dire, cosa devo scrivere, che devo scrivere, cosa scrivo, che scrivo
not-understood = Non ho capito la risposta.
stuck = Se preferisce, scriva { command-operator } per parlare con una persona o { command-cancel } per lasciar stare.
confirm = { $way ->
    [telegram] Va bene così?
    [sms] Risponda SI per confermare, NO per correggere, { command-cancel } per lasciar stare.
   *[other] Risponda SI per confermare, NO per correggere un dato, { command-cancel } per lasciar stare.
}
yes-or-no = Mi serve un sì o un no.
repair = Che cosa devo correggere? Per esempio: "{ $example }". Per lasciar stare: { command-cancel }.
    .words = sbagli*, errat*, errore, corregg*, correzione, modific*, cambia, cambiare
correct-hint = Può correggere un dato, per esempio "{ $example }", oppure scrivere { command-cancel }.
already-there = Certo, siamo già qui: "{ $title }".

# --- scelte
which-service = Non vorrei sbagliare. Che cosa le serve?
old-button = Quel pulsante era di una domanda di prima, e non vale più.
unclear = Non ho capito. Sono lo sportello digitale dei cittadini ({ $city }) e posso aiutarla con questi servizi; per altro scriva { command-operator }.
menu = Che cosa posso fare per lei:
menu-group = { $group }:
menu-others = Tutti i servizi
menu-inside = La richiesta "{ $title }" resta aperta: può rispondere all'ultima domanda, o lasciar stare con { command-cancel }.

# --- gruppi di servizi, nel menu
services-payments = Multe e pagamenti
services-certificates = Certificati e dichiarazioni
services-permits = Permessi ZTL
services-offices = Uffici del comune
services-requests = Richieste all'ufficio
services-data = Dati, contatti e consensi
services-access = Accesso, PIN e deleghe
services-other = Altro

# --- parole riservate: che cosa rispondono
help = { $way ->
    [sms] Sportello digitale dei cittadini ({ $city }): mi scriva che cosa le serve, o scelga un servizio. Sempre: { command-menu }, { command-back }, { command-cancel }, { command-status }, { command-resume }, { command-operator } (una persona), { command-language } (English), { command-stop } (niente avvisi).
   *[other] Sono lo sportello digitale dei cittadini ({ $city }). Mi scriva con parole sue che cosa le serve, oppure scelga un servizio.
    In ogni momento può scrivere:
    - { command-help }: questa spiegazione
    - { command-menu }: i servizi
    - { command-back }: torna alla domanda di prima
    - { command-cancel }: lascia stare la richiesta
    - { command-status }: a che punto siamo
    - { command-resume }: riprende una richiesta messa da parte
    - { command-operator }: le risponde una persona
    - { command-language }: italiano o English
    - { command-login }, { command-logout }: dimostra chi è, e chiude l'accesso
    - { command-stop }: niente più avvisi; { command-start }: di nuovo gli avvisi
}
help-inside = { $way ->
    [sms] Stiamo facendo "{ $title }". Risponda alla domanda, corregga un dato (nome e valore), o scriva { command-back }, { command-cancel }, { command-operator }.
   *[other] Stiamo facendo: "{ $title }". Può rispondere alla domanda, correggere un dato scrivendone il nome e il valore, tornare indietro ({ command-back }), lasciar stare ({ command-cancel }) o chiedere una persona ({ command-operator }).
}
cancelled = Ho annullato la richiesta "{ $title }": non ho registrato nulla.
nothing-to-cancel = Non c'è nessuna richiesta aperta da annullare. Per vedere i servizi: { command-menu }.
went-back = Torniamo indietro: { $slot }.
first-question = Siamo già alla prima domanda.
nothing-to-go-back-to = Non c'è nessuna domanda a cui tornare. Per vedere i servizi: { command-menu }.
status-none = Non ha richieste aperte. Per vedere i servizi: { command-menu }.
status-open = Richiesta aperta il { $day }: "{ $title }". { $given ->
    [none] Non ho ancora nessun dato.
   *[other] Ho ricevuto: { $given }.
}
operator = Ho avvisato l'ufficio: una persona le risponderà qui appena possibile.{ $office_phone ->
    [none] {""}
   *[other] {" "}Se ha fretta: tel. { $office_phone }{ $office_hours ->
        [none] .
       *[other] {" "}({ $office_hours }).
        }
    } Intanto può continuare con me.

# --- una persona dell'ufficio prende la conversazione
# $open: yes, no, unknown. $until: quando chiude o riapre. $unit: minutes, hours, days, none.
person-called = { $again ->
    [yes] Questa conversazione è già con l'ufficio: la persona che la segue le risponderà qui.
   *[no] Ho avvisato l'ufficio: da qui le risponde una persona.
    }{ $open ->
    [yes] { $until ->
        [none] {" "}L'ufficio è aperto.
       *[other] {" "}L'ufficio è aperto fino alle { $until }.
        }
    [no] { $until ->
        [none] {" "}Ora l'ufficio è chiuso.
       *[other] {" "}Ora l'ufficio è chiuso: riapre alle { $until }.
        }
   *[unknown] {""}
    }{ $unit ->
    [minutes] {" "}Di solito la prima risposta arriva entro { $wait } minuti di orario d'ufficio.
    [hours] { $wait ->
        [one] {" "}Di solito la prima risposta arriva entro un'ora di orario d'ufficio.
       *[other] {" "}Di solito la prima risposta arriva entro { $wait } ore di orario d'ufficio.
        }
    [days] {" "}Di solito per la prima risposta passano { $wait } giorni.
   *[none] {" "}Quanto ci vorrà non lo sappiamo.
    }{ $office_phone ->
    [none] {""}
   *[other] {" "}Se ha fretta: tel. { $office_phone }{ $office_hours ->
        [none] .
       *[other] {" "}({ $office_hours }).
        }
    } Intanto io non rispondo: quello che scrive qui lo legge la persona. Per tornare a me: { command-menu }.
person-or-counter = Questa conversazione è con una persona dell'ufficio. Torno a risponderle io?{ $way ->
    [telegram] {""}
   *[other] {" "}Risponda SÌ o NO.
    }
person-stays = Va bene: continui pure con l'ufficio.
person-back = Eccomi: le rispondo di nuovo io. Per parlare con una persona: { command-operator }.
person-closed = L'ufficio ha chiuso la conversazione: da adesso le rispondo di nuovo io. Per parlare ancora con una persona: { command-operator }.
person-late = Mi dispiace: nessuno dell'ufficio ha ancora potuto risponderle. Quello che ha scritto non è perso: lo leggeranno e le risponderanno qui. Intanto le rispondo di nuovo io.
person-again = Da adesso le risponde di nuovo l'ufficio. Per tornare a me: { command-menu }.
person-quiet = La conversazione con l'ufficio è ferma da un po': da adesso le rispondo di nuovo io. Per parlare ancora con una persona: { command-operator }.

login = { $level ->
    [identified] Ha già fatto l'accesso con { $proof ->
        [spid] SPID { $degree ->
            [none] {""}
           *[other] (livello { $degree })
            }
        [cie] la carta d'identità elettronica
        [cns] la carta dei servizi
        [credentials] le credenziali del comune
        [pec] la sua PEC
        [other] la sua identità digitale
       *[desk] un documento, allo sportello
        }: vale { $until ->
        [none] per questo messaggio
       *[other] fino alle { $until }
        }. Per chiuderlo: { command-logout }.
    [registered] Questa conversazione è collegata a lei fino al { $day }: bastano così i servizi per chi è registrato. Per gli altri serve l'accesso.
   *[open] Questa conversazione non è collegata a nessuno: può usare i servizi aperti a tutti. Per gli altri serve l'accesso.
}
login-link = Per accedere apra, entro le { $until }: { $url }
    La pagina deve mostrare il codice { $code }: se è un altro, la chiuda. Non giri il collegamento a nessuno.
link-refused = Chi ha aperto il collegamento per accedere ha risposto che questa non è la sua conversazione: il collegamento non vale più. Se è stato lei, scriva { command-login } per averne un altro; se no, non deve fare nulla.
login-nowhere = Da qui oggi non si può fare l'accesso. Per i servizi aperti a tutti non serve: basta rispondere alle domande. Per gli altri venga allo sportello con un documento, oppure ci scriva dalla sua PEC.
logout = { $level ->
    [identified] Ho chiuso l'accesso: da adesso, per i servizi riservati, dovrà dimostrare di nuovo chi è. Per vedere o scollegare i suoi contatti: CONTATTI.
    [registered] Non ha nessun accesso aperto: la conversazione è chiusa. Resta collegata a lei fino al { $day }; per scollegarla: CONTATTI.
   *[open] Non ha nessun accesso aperto: la conversazione è chiusa. Quando vuole, scriva { command-menu }.
}

# --- dimostrare chi si è
# $level: registered, identified. $certified: il messaggio era una PEC, ma da sola non bastava.
proof-needed = { $level ->
    [registered] "{ $title }" è per chi è registrato: devo prima collegare questa conversazione a lei.
   *[identified] { $known ->
        [yes] Questa conversazione è collegata a lei, ma per "{ $title }" serve di più: SPID almeno di livello 2, CIE o CNS.
       *[no] Per "{ $title }" devo prima sapere con certezza chi è.
        }
    }{ $filing ->
    [yes] {" "}È una domanda: finché non è firmata resta una bozza, e l'accesso con SPID o CIE vale come firma.
   *[no] {""}
    }{ $certified ->
    [yes] {" "}Questa PEC non basta: non risulta sua, o non ho potuto verificarla.
   *[no] {""}
    } { $way ->
    [sms] Entro le { $until } apra { $url } : deve mostrare il codice { $code }, altrimenti la chiuda. Non lo giri a nessuno. Poi continuo da qui. Oppure: di persona allo sportello, con un documento, o dalla sua PEC. Per lasciar stare: { command-cancel }.
   *[other] Apra questo collegamento entro le { $until }:
    { $url }
    La pagina deve mostrare il codice { $code }: se è un altro, la chiuda. Non giri il collegamento a nessuno.
    Quello che mi ha scritto resta qui: appena ha fatto l'accesso, anche da un altro dispositivo, continuo da questo punto.
    Altri modi: di persona allo sportello con un documento{ $certified ->
        [yes] .
       *[no] , oppure scrivendoci dalla sua PEC.
        } Per lasciar stare: { command-cancel }.
}
proof-waits = "{ $title }" aspetta che lei faccia l'accesso: il collegamento che le ho mandato vale fino alle { $until }. Per averne uno nuovo: { command-login }. Per lasciar stare: { command-cancel }.
proof-nowhere = Per "{ $title }" devo sapere con certezza chi è, e da qui oggi non è possibile: venga allo sportello con un documento, oppure ci scriva dalla sua PEC. La richiesta aspetta; per lasciar stare: { command-cancel }.
proven = { $level ->
    [identified] Accesso riuscito con { $proof ->
        [spid] SPID{ $degree ->
            [none] {""}
           *[other] {" "}(livello { $degree })
            }
        [cie] la carta d'identità elettronica
        [cns] la carta dei servizi
        [credentials] le credenziali del comune
        [pec] la sua PEC
        [other] la sua identità digitale
       *[desk] un documento, allo sportello
        }: in questa conversazione so chi è{ $until ->
        [none] {""}
       *[other] {" "}fino alle { $until }
        }. Per chiuderlo prima: { command-logout }.
   *[other] Questa conversazione è collegata a lei fino al { $day }. Per scollegarla: CONTATTI.
}
proven-later = "{ $title }" riprende appena finiamo questa richiesta.

# --- il PIN: si scrive solo nella pagina di un collegamento
pin-needed = { $way ->
    [sms] Per "{ $title }" serve il suo PIN. Non lo scriva qui: entro le { $until } apra { $url } (codice { $code }). Poi lo faccio subito. Per lasciar stare: { command-cancel }.
   *[other] Per "{ $title }" serve il suo PIN. Non lo scriva qui: apra questo collegamento entro le { $until }:
    { $url }
    La pagina deve mostrare il codice { $code }. Appena ha scritto lì il PIN, lo faccio. Per lasciar stare: { command-cancel }.
}
pin-waits = "{ $title }" aspetta il suo PIN: il collegamento che le ho mandato vale fino alle { $until }. Per lasciar stare: { command-cancel }.
pin-taken = Il PIN è giusto.
pin-locked = Troppi PIN sbagliati: per sicurezza ho scollegato questa conversazione da lei. Per ricollegarla serve un nuovo accesso: { command-login }. Se non è stato lei, avvisi l'ufficio: { command-operator }.

# --- per conto di altri, e chi c'era prima in questa conversazione
acting = [Per conto di { $name }]
acting-ended = Non agisce più per conto di altri: il tempo, la delega o l'accesso sono finiti. Da adesso risponde per sé. Per ricominciare: AGISCO.
acting-not-here = "{ $title }" non si può fare per conto di { $name }. Per tornare a fare per sé: AGISCO PER ME.
acting-out-of-scope = La delega di { $name } non comprende "{ $title }".
left-behind = Le richieste lasciate a metà da chi usava prima questa conversazione sono state chiuse.

# --- quanto vale una domanda (CAD art. 65)
filing-application = Lei è identificato: se conferma, la domanda vale come firmata (CAD art. 65).
filing-draft = Con questo accesso la domanda resta una bozza finché non la firma (CAD art. 65). Il modo più breve: { command-login } con SPID o CIE. Altri: dalla sua PEC, o firmata con una copia del documento.
filing-unsigned = Finché non è firmata è una bozza (CAD art. 65). Se conferma le mando un collegamento: l'accesso con SPID o CIE vale come firma. Altri modi: dalla sua PEC, o firmata con una copia del documento.

# --- password scritte qui
# $kept: yes se il messaggio era una PEC, che per legge resta nel registro.
password =
    .words = password, passwd, pwd, psw, parola d'ordine, parola chiave, passcode, pin, codice pin
    .is = è, é, e', era, sarebbe
    .states = scaduta, scaduto, sbagliata, sbagliato, errata, errato, dimenticata, dimenticato, persa, perso, smarrita, smarrito, bloccata, bloccato, corretta, corretto, giusta, giusto, nuova, nuovo, cambiata, cambiato, vecchia, vecchio, valida, valido, stata, stato, quella, quello, la, lo, il, una, un, di, del, della, dello, sempre, ancora, non, in, obbligatoria, obbligatorio, necessaria, necessario, arrivata, arrivato, troppo, che, come, dove, quando, perché, la stessa
password-written = Nel suo messaggio ho visto una password o un PIN. Non l'ho usato { $kept ->
    [yes] ma, essendo una PEC, il messaggio resta nel registro: cambi subito quella password.
   *[no] e ho cancellato il testo. Lo cancelli anche dal suo telefono o dalla sua posta, e se può cambi quella password.
    } Nessuno di noi le chiederà mai una password in un messaggio: si scrive solo nella pagina di accesso.
stopped = Va bene: non le manderò più avvisi. Se ci scrive le rispondo comunque; per riavere i promemoria: { command-start }, gli avvisi del comune: ISCRIVIMI.
started = Va bene: potrà ricevere di nuovo promemoria e notizie di quello che ci chiede; per gli avvisi del comune: ISCRIVIMI. Per non riceverli più: { command-stop }.
nothing-to-resume = Non c'è nessuna richiesta da riprendere. Ecco i servizi:

# --- pause e ritorni
paused = Non ho più avuto sue notizie: la richiesta "{ $title }" è scaduta e l'ho messa da parte. Per riprenderla da dove eravamo: { command-resume }.
resumed = Riprendo la sua richiesta "{ $title }" del { $day }.
still-paused = Ha ancora una richiesta in sospeso: "{ $title }". Per riprenderla: { command-resume }.
back-to = Torniamo a: "{ $title }".

# --- ciò che non è testo
empty = Ho ricevuto un messaggio vuoto. Mi scriva pure che cosa le serve.
only-files = Ho ricevuto il suo file, ma in questo momento non mi serve nessun documento: non l'ho usato. Mi scriva pure che cosa le serve.
files-kept = Ho tenuto il file: va con questa domanda, appena la conferma.
files-not-needed = Per questa richiesta non servono allegati: non li ho usati.
refused-large = { $name ->
    [none] Il file che ha mandato è troppo grande
   *[other] Il file "{ $name }" è troppo grande
    }{ $limit ->
    [none] {""}
   *[other] {" "}(al massimo { $limit })
    }: non l'ho ricevuto.
refused-missing = { $name ->
    [none] Il file che ha mandato non mi è arrivato
   *[other] Il file "{ $name }" non mi è arrivato
    } intero: se serve, lo mandi di nuovo.
refused-many = Con il suo messaggio c'erano troppi allegati: ho ricevuto solo i primi { $limit }.
refused-voice = Non posso ascoltare i messaggi vocali né guardare i video: mi scriva, per favore.
refused-sticker = Gli adesivi non li so leggere: mi scriva pure con parole sue.
refused-place = La posizione non mi serve, e non l'ho registrata.
refused-other = { $name ->
    [none] Con il suo messaggio c'era qualcosa che non so leggere: mi scriva pure con parole sue.
   *[other] Non ho potuto leggere "{ $name }": mi scriva pure con parole sue.
    }

# --- chiacchiere
smalltalk-greeting = Buongiorno!{ $open ->
    [yes] {""}
   *[no] {" "}Sono lo sportello digitale dei cittadini ({ $city }). Come posso aiutarla?
}
smalltalk-thanks = Grazie a lei.
smalltalk-goodbye = { $open ->
    [yes] Arrivederci. La richiesta resta aperta: quando vuole, risponda a questa domanda.
   *[no] Arrivederci. Quando le serve, mi scriva pure.
}
smalltalk-how_are_you = Sono un programma e sto sempre bene, grazie.{ $open ->
    [yes] {""}
   *[no] {" "}Come posso aiutarla?
}
smalltalk-who_are_you = Sono lo sportello digitale dei cittadini ({ $city }): un programma che risponde ai messaggi. Per parlare con una persona scriva { command-operator }.
smalltalk-compliment = Grazie, è gentile.
smalltalk-complaint_rude = Mi dispiace che non sia contento. Se preferisce parlare con una persona, scriva { command-operator }.
smalltalk-laugh = Sono contento che sorrida.{ $open ->
    [yes] {""}
   *[no] {" "}Se le serve qualcosa, sono qui.
}
smalltalk-ok = Va bene.

internal-error = C'è stato un problema da parte nostra e non ho potuto completare la richiesta. Il suo messaggio è al sicuro e una persona lo controllerà: non serve riscriverlo. Mi scusi.

# di una mail che non si può leggere: troppo grande, rovinata, fatta di migliaia di pezzi
set-aside = Non sono riuscito a leggere il suo messaggio: l'ho messo da parte per l'ufficio, che le risponderà. Se può, lo scriva di nuovo in modo semplice: solo testo, con allegati piccoli.

# --- gruppi: una volta al giorno, a chi scrive allo sportello davanti ad altri
group-pointer = Per la sua riservatezza rispondo solo in privato{ $link ->
    [none] : apra il mio profilo e mi scriva lì.
   *[other] : mi scriva qui { $link }
    }
