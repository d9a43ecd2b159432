place = { $place }
other-language = English
heading-ask = Il Suo certificato
heading-open = Certificato pronto
heading-wrong = Codice fiscale sbagliato
heading-dead = Link non più valido
say-ask = Scriva il codice fiscale di chi ha chiesto il certificato.
say-open = Il certificato si scarica da qui per due giorni dalla richiesta, solo con questo browser.
say-wrong = Non è il codice fiscale di chi ha chiesto il certificato. { $left ->
    [one] Resta un tentativo.
   *[other] Restano { $left } tentativi.
    }
say-dead = Il link è scaduto, è stato aperto con un altro browser o il codice fiscale è stato sbagliato troppe volte. Può richiedere di nuovo il certificato nella conversazione.
field-code = Codice fiscale
open = Apri
download = Scarica il certificato (PDF)
mind = Se lo ha chiesto per conto di un altro, è il codice fiscale di quella persona. Dopo l'apertura il link vale solo per questo browser.
