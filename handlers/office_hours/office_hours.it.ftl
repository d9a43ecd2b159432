title = Uffici: orari e indirizzi
keywords = orari, orario, uffici, ufficio, indirizzo, indirizzi

slot-office = ufficio
    .labels = ufficio
    .ask = Di quale ufficio? (per esempio anagrafe)
    .need = l'ufficio (per esempio anagrafe)
    .help = Scriva il nome dell'ufficio o di che cosa si occupa, per esempio anagrafe, oppure lo scelga dall'elenco.
    .wrong = Non conosco questo ufficio. Lo scelga dall'elenco.
    .wrong-close = Ci sono più uffici che potrebbero essere: lo scelga dall'elenco.
    .wrong-number = Nell'elenco non c'è questo numero. Lo scelga di nuovo.
slot-on = giorno
    .labels = giorno, data
    .ask = Per quale giorno?
    .need = il giorno (per esempio domani)
    .wrong = Non riconosco il giorno. Lo scriva per esempio così: domani, oppure 03/02/2026.
    .wrong-impossible = Questo giorno non esiste. Lo scriva per esempio così: 03/02/2026.

example = Per esempio: ORARI ANAGRAFE
correction-example = ufficio anagrafe

no-such-office = Questo ufficio non è più nell'elenco.

hours = { $office }, { $address }. { $now ->
    [open] Adesso è aperto.
   *[closed] Adesso è chiuso.
    }
    Orari: { $week }.{ $phone ->
    [none] {""}
   *[other] {" "}Tel. { $phone }.
    }{ $way ->
    [sms] {""}
   *[other] { $email ->
        [none] {""}
       *[other] {" "}E-mail: { $email }.
        }
    }{ $note ->
    [none] {""}
   *[other] {" "}{ $note }
    }
hours-on = { $office }, { $address }. { $weekday ->
    [mon] Lunedì
    [tue] Martedì
    [wed] Mercoledì
    [thu] Giovedì
    [fri] Venerdì
    [sat] Sabato
   *[sun] Domenica
    } { $day }: { $open ->
    [open] aperto { $spans }.
   *[closed] chiuso.
    }
    Orari della settimana: { $week }.{ $phone ->
    [none] {""}
   *[other] {" "}Tel. { $phone }.
    }{ $note ->
    [none] {""}
   *[other] {" "}{ $note }
    }
