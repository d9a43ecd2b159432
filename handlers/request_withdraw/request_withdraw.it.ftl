title = Ritirare una richiesta
keywords = ritira, ritirare, ritiro, ritiratela

slot-reference = riferimento
    .labels = riferimento, rif, numero di pratica
    .ask = Quale richiesta vuole ritirare? Scriva il riferimento: otto segni, come 2B3C-4D5N.
    .need = il riferimento (otto segni, come 2B3C-4D5N)
    .wrong = Non riconosco il riferimento: otto segni, come 2B3C-4D5N.
    .wrong-check = Un segno di questo riferimento è sbagliato, o due sono scambiati: lo ricontrolli.

slot-which = delega da ritirare
    .labels = ritira, ritirare
    .ask = Quale delega? Scriva il suo numero nell'elenco.
    .need = il numero della delega
    .wrong = Non ho capito quale: scriva il riferimento della richiesta, o il numero della delega.

example = Per esempio: RITIRA 2B3C-4D5N
correction-example = riferimento 2B3C-4D5N

none = Qui non risultano sue richieste aperte da ritirare. Per ritirare una delega scriva DELEGHE.
a-mandate = Guardo fra le sue deleghe.
which = Quale richiesta vuole ritirare? Scriva il riferimento:
    { $listing }
unknown = Non trovo fra le sue richieste il riferimento { $reference }. Lo ricontrolli; se l'ha chiesto da un'altra conversazione scriva prima { command-login }.
closed = La richiesta { $reference } ({ $name }) è già chiusa ({ $stands ->
    [withdrawn] ritirata
    [accepted] accolta
   *[refused] non accolta
    }): non c'è niente da ritirare.
really = Ritiro la richiesta { $reference } ({ $name }) del { $day }: nessuno la deciderà più. Le ricevute e i documenti restano agli atti. Per averla di nuovo dovrà rifarla.
withdrawn = Ho ritirato la richiesta { $reference } ({ $name }).
