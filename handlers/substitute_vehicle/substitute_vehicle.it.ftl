title = Auto sostitutiva in ZTL per qualche giorno
keywords = sostitutiva, sostitutivo, sostituzione

slot-plate = targa sostitutiva
    .labels = targa sostitutiva, targa, tg, targata
    .ask = Qual è la targa dell'auto che usa al posto della sua? (per esempio AB123CD)
    .need = la targa dell'auto sostitutiva
    .help = La targa è scritta sul libretto del veicolo, per esempio AB123CD.
    .wrong = Non riconosco la targa. La scriva come sul libretto, per esempio AB123CD.
    .wrong-letters = Nelle targhe le lettere O e I e le cifre 0 e 1 si confondono: la ricontrolli sul libretto e la riscriva, per esempio AB123CD.
slot-until = ultimo giorno
    .labels = fino al, fino a, ultimo giorno, entro il, al
    .ask = Fino a che giorno la usa? (per esempio 15/03/2026)
    .need = l'ultimo giorno in cui la usa
    .wrong = Non riconosco il giorno. Lo scriva per esempio così: 15/03/2026.
    .wrong-impossible = Questo giorno non esiste. Lo scriva per esempio così: 15/03/2026.
slot-which = numero nell'elenco
    .labels = numero nell'elenco
    .ask = Quale? (il numero nell'elenco)
    .need = il numero nell'elenco
    .wrong = Scriva il numero che è nell'elenco, per esempio 1.

example = { $way ->
    [sms] Es. SOSTITUTIVA AB123CD fino al 15/03/2026
   *[other] Per esempio: SOSTITUTIVA AB123CD fino al 15/03/2026
}
correction-example = fino al 15/03/2026

summary = Pass per l'auto sostitutiva { $plates } al posto di { $mine } (permesso n. { $number }), zona { $zone }, da oggi { until-words }. { price-words }{ papers-words } Ciò che conferma vale come dichiarazione (DPR 445/2000).
no-substitute = Per il permesso n. { $number } ({ $kind }) non c'è un pass per l'auto sostitutiva: si cambia la targa scrivendo CAMBIO TARGA.
too-long = Il pass per l'auto sostitutiva va da oggi al massimo al { $most }: scriva un giorno fra questi.
