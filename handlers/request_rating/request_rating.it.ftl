title = Dire come è andata
keywords = voto, vota, valutazione, valuto

slot-stars = voto
    .labels = voto
    .ask = Che voto ci dà, da 1 (per niente bene) a 5 (molto bene)?
    .need = il voto, da 1 a 5
    .wrong = Non ho capito il voto: da 1 (per niente bene) a 5 (molto bene).
option-stars-ONE = 1
    .aliases = uno, pessimo, per niente bene, malissimo
option-stars-TWO = 2
    .aliases = due, male, scarso
option-stars-THREE = 3
    .aliases = tre, così così, sufficiente
option-stars-FOUR = 4
    .aliases = quattro, bene, buono
option-stars-FIVE = 5
    .aliases = cinque, ottimo, molto bene, benissimo
slot-reference = riferimento
    .labels = riferimento, rif
    .ask = Qual è il riferimento della richiesta?
    .need = il riferimento della richiesta
    .wrong = Non riconosco il riferimento: otto segni, come 2B3C-4D5N.
    .wrong-check = Un segno di questo riferimento è sbagliato, o due sono scambiati: lo ricontrolli.

example = Per esempio: VOTO 4
correction-example = voto 4

how = Come è andata con la richiesta { $reference } ({ $name })? Se vuole ci dia un voto da 1 a 5: per esempio VOTO 4.
rated = Grazie: { $stars } su 5 per la richiesta { $reference }. Ci serve per fare meglio.
already = Per la richiesta { $reference } ci ha già dato { $stars }: conta il primo voto.
not-yet = La richiesta { $reference } non è ancora decisa: il voto si dà alla fine.
nothing = Non trovo una sua richiesta decisa da poco e senza voto.
unknown = Non trovo fra le sue richieste il riferimento { $reference }.
