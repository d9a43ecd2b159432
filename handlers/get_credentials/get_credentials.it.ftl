title = Credenziali del comune
keywords = credenziali, credenziale

slot-fiscal_code = codice fiscale
    .labels = codice fiscale, cod fiscale, cod. fiscale, cod fisc, cf, c.f.
    .ask = Qual è il suo codice fiscale? (per esempio RSSMRA80A01H501U)
    .need = { $way ->
        [sms] codice fiscale
       *[other] il codice fiscale (16 caratteri, per esempio RSSMRA80A01H501U)
    }
    .help = Il codice fiscale è sulla tessera sanitaria e sulla carta d'identità elettronica: 16 caratteri, per esempio RSSMRA80A01H501U.
    .wrong = Non riconosco il codice fiscale. Lo scriva come sulla tessera sanitaria, per esempio RSSMRA80A01H501U.
    .wrong-check = Un carattere di questo codice fiscale è sbagliato, o due sono scambiati: lo ricontrolli sulla tessera sanitaria.
    .wrong-length = Il codice fiscale di una persona ha 16 caratteri: lo ricontrolli sulla tessera sanitaria.
slot-holder = nome e cognome
    .labels = nome e cognome, cognome e nome, nominativo, intestatario, nome
    .ask = Come si chiama? (nome e cognome)
    .need = nome e cognome
    .help = Il nome e il cognome come sono scritti sulla carta d'identità.
    .wrong = Non riconosco il nome. Scriva nome e cognome come sulla carta d'identità, per esempio Mario Rossi.
    .wrong-digits = In un nome non ci sono cifre. Scriva nome e cognome come sulla carta d'identità, per esempio Mario Rossi.

example = { $way ->
    [sms] Es. CREDENZIALI
   *[other] Per esempio: CREDENZIALI codice fiscale RSSMRA80A01H501U, nome e cognome Mario Rossi
}
correction-example = codice fiscale RSSMRA80A01H501U, nome e cognome Mario Rossi

# Le credenziali non si danno: $way dice dove se ne parla.
not-offered = Il comune non dà credenziali sue: per legge (CAD, art. 64) agli enti pubblici si accede con SPID, con la carta d'identità elettronica (CIE) o con la CNS. { $way ->
    [sms] Se ha SPID o CIE scriva { command-login }: le mando un collegamento e colleghiamo a lei questo numero. Senza: SPID da un gestore (spid.gov.it), CIE all'anagrafe.
   *[other] {"\u000A"}- Se ha già SPID o CIE scriva { command-login }: le mando un collegamento e questa conversazione risulta sua.
    - Se non ha nessuno dei due: SPID si chiede a uno dei gestori (spid.gov.it), la CIE all'anagrafe.
    Nessuno di noi le chiederà mai una password in un messaggio.
    }
from-your-pec = Da qui non posso sapere chi scrive, quindi non mando credenziali: { $way ->
    [sms] le chieda scrivendo CREDENZIALI dalla sua PEC, o allo sportello con la carta d'identità. Con SPID o CIE non servono: scriva { command-login }. Non mandi mai password per messaggio.
   *[other] un numero o un indirizzo si possono imitare. Può averle in due modi:
    - scrivendo CREDENZIALI dalla sua PEC
    - di persona allo sportello, con la carta d'identità
    Se ha SPID o la carta d'identità elettronica (CIE) non le servono: scriva { command-login }.
    Nessuno di noi le chiederà mai una password in un messaggio, e non ne mandiamo.
    }
who = Questo indirizzo non è ancora registrato da noi. Per sapere di chi è mi { $lacking ->
    [fiscal_code] manca il codice fiscale
    [holder] mancano nome e cognome
   *[other] servono il codice fiscale, il nome e il cognome
    }: li cerco nell'indice nazionale dei domicili digitali (INAD).{ $way ->
    [sms] {""}
   *[other] {" "}Se lì questa PEC non c'è, controlla una persona: alleghi già adesso una copia della carta d'identità.
    }
names-differ = Il codice fiscale { $fiscal_code } non è di una persona che si chiama { $holder }: lo si vede dalle prime sei lettere. Ricontrolli tutti e due sulla tessera sanitaria.
set-aside = { $missing ->
    [match] Ho ricevuto i dati e l'allegato: dai registri che posso consultare non risulta che questa PEC sia della persona indicata, quindi controlla un impiegato.
   *[document] Dai registri che posso consultare non risulta che questa PEC sia della persona indicata, e non posso mandare credenziali. Manca una copia della carta d'identità: risponda CREDENZIALI con gli stessi dati e la copia allegata, e controlla un impiegato.
    } Riferimento { $reference }: le risponde una persona entro il { $answer_by }. Se preferisce, venga allo sportello con la carta d'identità: si fa subito. Con SPID o CIE le credenziali non servono: scriva { command-login }.
with-a-person = La sua richiesta di credenziali è già in mano a un impiegato: riferimento { $reference }, risposta entro il { $answer_by }. Se manca la copia della carta d'identità la alleghi a un nuovo messaggio CREDENZIALI con gli stessi dati.
register-away = L'indice nazionale dei domicili digitali (INAD) in questo momento non risponde, e senza non posso sapere di chi è questa PEC. Riscriva CREDENZIALI fra un'ora, oppure venga allo sportello con la carta d'identità. Con SPID o CIE può accedere subito: scriva { command-login }.
handed = { $kind ->
    [recovery] Ecco come scegliere una nuova password. Quella di prima da adesso non vale più.
   *[new] Ecco le sue credenziali.
    }
    Nome utente: { $username }
    Per scegliere la password, una sola volta ed entro il { $until }: { $url }
    Le serve anche il telefono, con un'app per i codici di accesso: la pagina la guida. Non giri il collegamento a nessuno. Se non ha chiesto lei le credenziali non lo apra e scriva { command-operator }: qualcuno può usare la sua PEC.
    Valgono solo per i servizi di questo comune, e non come firma: una domanda va firmata con SPID, CIE o dalla sua PEC (CAD, art. 65).
barred = Le sue credenziali sono bloccate dall'ufficio: per messaggio non posso riaprirle. Venga allo sportello con la carta d'identità. Con SPID o CIE può accedere: scriva { command-login }.
too-many = Nelle ultime 24 ore le ho già mandato più collegamenti: vale solo l'ultimo. Se non lo trova, riprovi domani o venga allo sportello con la carta d'identità. Con SPID o CIE può accedere subito: scriva { command-login }.

# Dal banco: risposta a una richiesta controllata da una persona.
approved = La sua richiesta di credenziali { $reference } è stata controllata e accolta.
refused = La sua richiesta di credenziali { $reference } è stata controllata e non accolta.
