title = A che punto è una richiesta
keywords = pratica, pratiche, istanza, istanze, avanzamento

slot-reference = riferimento
    .labels = riferimento, rif, numero di pratica
    .ask = Qual è il riferimento della richiesta? Sono otto segni, come 2B3C-4D5N.
    .need = il riferimento (otto segni, come 2B3C-4D5N)
    .wrong = Non riconosco il riferimento: otto segni, come 2B3C-4D5N.
    .wrong-check = Un segno di questo riferimento è sbagliato, o due sono scambiati: lo ricontrolli.

example = Per esempio: PRATICA 2B3C-4D5N
correction-example = riferimento 2B3C-4D5N

none = Qui non risultano sue richieste all'ufficio ancora aperte. Se ne ha fatta una da un'altra conversazione scriva { command-login }.
open = Le sue richieste aperte:
    { $listing }
    Per i dettagli: { command-status } e il riferimento. Per aggiungere qualcosa: AGGIUNGI e il riferimento.
unknown = Non trovo fra le sue richieste il riferimento { $reference }. Lo ricontrolli; se l'ha chiesto da un'altra conversazione scriva { command-login }.
one = Rif. { $reference }, { $name }: { $stands ->
    [received] ricevuta; nessuno l'ha ancora in carico. Risposta entro il { $by }.
    [working] se ne occupa una persona dell'ufficio. Risposta entro il { $by }.
    [asked] aspettiamo una sua risposta entro il { $until }: "{ $asked }" Scriva AGGIUNGI { $reference } e { $way ->
        [sms] la risposta (i file da Telegram, e-mail o PEC).
       *[other] la risposta, o mandi il file.
        }
    [withdrawn] l'ha ritirata lei.
    [accepted] accolta.
   *[refused] non accolta.
    }{ $entry ->
    [none] {""}
   *[other] {" "}Protocollo { $entry }.
    }
    { $way ->
    [sms] { $story }
   *[other] Che cosa è successo:
    { $story }{ $answer ->
        [none] {""}
       *[other] {"\u000A"}La risposta: { $answer }
        }
    }
