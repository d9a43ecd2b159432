place = { $place }
other-language = English
heading-ask = Il Suo certificato
heading-open = Certificato pronto
heading-wrong = Codice sbagliato
heading-dead = Link non più valido
say-ask = Scriva il codice di sei cifre che ha ricevuto insieme al link.
say-open = Il certificato si scarica da qui per due giorni dalla richiesta, solo con questo browser.
say-wrong = Il codice non è giusto. { $left ->
    [one] Resta un tentativo.
   *[other] Restano { $left } tentativi.
    }
say-dead = Il link è scaduto, è stato aperto con un altro browser o il codice è stato sbagliato troppe volte. Può richiedere di nuovo il certificato nella conversazione.
field-code = Codice di sei cifre
open = Apri
download = Scarica il certificato (PDF)
mind = Non inoltri questo messaggio: link e codice insieme aprono il certificato.
