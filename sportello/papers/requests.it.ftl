# Come si apre ciò che l'ufficio scrive su una richiesta; poi viene ciò che ha scritto chi se ne occupa.
accepted = Rif. {$reference}: la richiesta è accolta.
refused = Rif. {$reference}: la richiesta non è accolta.
asked = Rif. {$reference}: per andare avanti ci serve ancora qualcosa da lei.
# Come si risponde.
asked-how = Entro il {$until} { $way ->
    [sms] scriva AGGIUNGI {$reference} e la risposta (i file da Telegram, e-mail o PEC)
   *[other] scriva AGGIUNGI {$reference} e la risposta, o mandi qui il file
    }: non deve rifare la richiesta.
message = Rif. {$reference}: le scrive l'ufficio.
document = Rif. {$reference}: ecco quanto ha chiesto.
# Nelle decisioni in ritardo la legge vuole scritti il termine e il tempo impiegato.
late = Il termine era il {$due} ({$days} giorni dalla richiesta); ne sono passati {$took}: ce ne scusiamo.
