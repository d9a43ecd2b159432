title = Aggiungere qualcosa a una richiesta
keywords = aggiungi, aggiungere, aggiungo, integra, integrare, integro, integrazione

slot-addition = riferimento
    .labels = integrazione alla richiesta
    .ask = A quale richiesta? Scriva AGGIUNGI, il riferimento (otto segni, come 2B3C-4D5N) e che cosa vuole dire.
    .need = il riferimento (otto segni, come 2B3C-4D5N) e il testo
    .wrong = Non riconosco il riferimento: otto segni, come 2B3C-4D5N.
    .wrong-check = Un segno di questo riferimento è sbagliato, o due sono scambiati: lo ricontrolli.

example = Per esempio: AGGIUNGI 2B3C-4D5N la targa è AB123CD
correction-example = AGGIUNGI 2B3C-4D5N

added = Fatto: ho aggiunto alla richiesta { $reference } ({ $name }) { $count ->
    [none] il suo messaggio
    [one] il suo documento
   *[other] i suoi { $count } documenti
    }. L'ufficio lo vede subito; risposta entro il { $by }.
added-after = La richiesta { $reference } ({ $name }) è già chiusa: ho passato all'ufficio { $count ->
    [none] il suo messaggio
    [one] il suo documento
   *[other] i suoi { $count } documenti
    }, ma la decisione non cambia da sola. Se le serve altro scriva { command-operator }.
unknown = Non trovo fra le sue richieste il riferimento { $reference }: non ho aggiunto niente. Lo ricontrolli; se l'ha chiesto da un'altra conversazione scriva { command-login } e poi di nuovo.
nothing-written = Che cosa aggiungo alla richiesta { $reference }? Scriva AGGIUNGI { $reference } e il testo, o mandi il file con queste parole.
no-request = Qui non risultano sue richieste aperte a cui aggiungere qualcosa. Mi scriva pure che cosa le serve.
not-needed = { only-files }
which = { $brought ->
    [yes] Ho visto il file, ma non so per quale richiesta è: non l'ho aggiunto. Lo rimandi con AGGIUNGI e il riferimento:
   *[no] A quale richiesta? Scriva AGGIUNGI, il riferimento e il testo:
    }
    { $listing }
reminder = Promemoria: per la richiesta { $reference } ({ $name }) aspettiamo una sua risposta entro il { $until }. Scriva AGGIUNGI { $reference } e { $way ->
    [sms] la risposta (i file da Telegram, e-mail o PEC).
   *[other] la risposta, o mandi il file.
    } Che cosa serve: { command-status } { $reference }.
