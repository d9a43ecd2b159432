title = Dire come è andata
keywords = voto, vota, valutazione, valuto

slot-stars = voto
    .labels = voto
    .ask = Che voto ci dà, da 1 (per niente bene) a 5 (molto bene)?
    .need = il voto, da 1 a 5
    .wrong = Non ho capito il voto: da 1 (per niente bene) a 5 (molto bene).

example = Per esempio: VOTO 4
correction-example = voto 4

how = Come è andata con la richiesta { $reference } ({ $name })? Se vuole ci dia un voto da 1 a 5: per esempio VOTO 4.
rated = Grazie: { $stars } per la richiesta { $reference }. Ci serve per fare meglio.
nothing = Non trovo una sua richiesta decisa da poco e senza voto.
