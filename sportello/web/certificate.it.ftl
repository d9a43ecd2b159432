place = { $place }
other-language = English
the-paper = { $what ->
    [permesso] permesso
   *[certificato] certificato
    }
heading-ask = Il Suo { the-paper }
heading-open = { $what ->
    [permesso] Permesso pronto
   *[certificato] Certificato pronto
    }
heading-wrong = Codice fiscale sbagliato
heading-dead = Link non più valido
say-ask = { $what ->
    [permesso] Scriva il codice fiscale del titolare del permesso.
   *[certificato] Scriva il codice fiscale di chi ha chiesto il certificato.
    }
say-open = Il { the-paper } si scarica da qui per due giorni dalla richiesta, solo con questo browser.
say-wrong = { $what ->
    [permesso] Non è il codice fiscale del titolare del permesso.
   *[certificato] Non è il codice fiscale di chi ha chiesto il certificato.
    } { $left ->
    [one] Resta un tentativo.
   *[other] Restano { $left } tentativi.
    }
say-dead = Il link è scaduto, è stato aperto con un altro browser o il codice fiscale è stato sbagliato troppe volte. Può richiedere di nuovo il { the-paper } nella conversazione.
field-code = Codice fiscale
open = Apri
download = Scarica il { the-paper } (PDF)
mind = Se lo ha chiesto per conto di un altro, è il codice fiscale di quella persona. Dopo l'apertura il link vale solo per questo browser.
