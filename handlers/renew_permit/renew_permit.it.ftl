title = Rinnovare il permesso ZTL
keywords = rinnova, rinnovo, rinnovare, rinnovi

slot-plate = targa
    .labels = targa, tg, targato, targata
    .ask = Di quale targa è il permesso?
    .need = la targa del permesso
    .help = La targa è scritta sul libretto del veicolo, per esempio AB123CD.
    .wrong = Non riconosco la targa. La scriva come sul libretto, per esempio AB123CD.
    .wrong-letters = Nelle targhe le lettere O e I e le cifre 0 e 1 si confondono: la ricontrolli sul libretto e la riscriva, per esempio AB123CD.
slot-length = durata
    .labels = durata, periodo
    .ask = Per quanto tempo?
    .need = la durata
    .wrong = Non ho capito la durata. Scriva per esempio: un anno.
    .wrong-close = Ci sono più durate che potrebbero essere: ne scelga una.
    .wrong-number = Nell'elenco non c'è questo numero.
option-length-YEAR = un anno
    .aliases = anno, annuale, un anno, dodici mesi, 12 mesi
option-length-HALF_YEAR = sei mesi
    .aliases = sei mesi, 6 mesi, semestre, semestrale, mezzo anno
option-length-SEASON = la stagione
    .aliases = stagione, stagionale, estate, aprile-settembre

example = { $way ->
    [sms] Es. RINNOVA
   *[other] Per esempio: RINNOVA
}
correction-example = targa AB123CD

summary = Rinnovo del permesso ZTL n. { $number } ({ $kind }), targa { $plates }, zona { $zone }: nuova scadenza { $until ->
    [none] nessuna
   *[other] { $until }
    }. { price-words }{ $why ->
    [moved] {" "}La sua residenza non è più all'indirizzo del permesso.
    [not-resident] {" "}Non risulta più una residenza in questo comune.
   *[none] {""}
    }{ papers-words }
no-renewal = Il permesso n. { $number } ({ $kind }) non si rinnova: quando finisce, se serve ancora, se ne chiede un altro scrivendo PERMESSO.
no-end = Il permesso n. { $number } ({ $kind }), targa { $plates }, non ha scadenza: non deve rinnovarlo.
too-early = Il permesso n. { $number }, targa { $plates }, vale fino al { $until }. Si può rinnovare dal { $opens }: le scrivo io prima che scada.
too-late = Il permesso n. { $number }, targa { $plates }, è scaduto il { $until }: è tardi per rinnovarlo. Ne chieda uno nuovo scrivendo PERMESSO.
expiring = Il suo permesso ZTL ({ $kind }, targa { $plates }) { $left ->
    [today] scade oggi
   *[other] scade il { $until }
    }. { $renewable ->
    [no] Se gliene serve un altro scriva PERMESSO.
   *[yes] Per rinnovarlo risponda RINNOVA.
    }
lapsed = Il suo permesso ZTL n. { $number } ({ $kind }, targa { $plates }) non risulta pagato in tempo: da adesso non vale.{ $back ->
    [none] {""}
   *[other] {" "}Vale di nuovo quello di prima, n. { $back }.
    } Se lo ha già pagato aspetti la ricevuta.
