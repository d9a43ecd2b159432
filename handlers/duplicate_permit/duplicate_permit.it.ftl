title = Duplicato del permesso ZTL
keywords = duplicato, duplicati, smarrimento

slot-cause = motivo
    .labels = motivo, causa
    .ask = Che cosa è successo al permesso?
    .need = che cosa è successo (perso, rubato, rovinato, o serve solo una copia del PDF)
    .wrong = Non ho capito. Scriva: perso, rubato, rovinato, oppure copia.
    .wrong-close = Scriva: perso, rubato, rovinato, oppure copia.
    .wrong-number = Nell'elenco non c'è questo numero.
option-cause-LOSS = perso
    .aliases = perso, persa, smarrito, smarrimento, non trovo, non lo trovo, perduto, perdita
option-cause-THEFT = rubato
    .aliases = rubato, furto, rubata, rubati, hanno rubato, sottratto
option-cause-WEAR = rovinato o illeggibile
    .aliases = rovinato, illeggibile, deteriorato, deterioramento, strappato, sbiadito, scolorito, bagnato, rotto, non si legge
option-cause-COPY = mi serve solo una copia del PDF
    .aliases = copia, pdf, ristampa, ristampare, rimandate, una copia, di nuovo il pdf
slot-plate = targa
    .labels = targa, tg, targato, targata
    .ask = Di quale targa è il permesso?
    .need = la targa del permesso
    .help = La targa è scritta sul libretto del veicolo, per esempio AB123CD.
    .wrong = Non riconosco la targa. La scriva come sul libretto, per esempio AB123CD.
    .wrong-letters = Nelle targhe le lettere O e I e le cifre 0 e 1 si confondono: la ricontrolli sul libretto e la riscriva, per esempio AB123CD.

example = { $way ->
    [sms] Es. DUPLICATO perso
   *[other] Per esempio: DUPLICATO perso
}
correction-example = motivo rubato

summary = Duplicato del permesso ZTL n. { $number } ({ $kind }), targa { $plates }, { until-words }: avrà un numero nuovo, e quello di prima non varrà più. { $declares ->
    [yes] Confermando dichiara { $cause ->
        [THEFT] che le è stato rubato
       *[other] di averlo perso
        } (DPR 445/2000, art. 47: chi dichiara il falso ne risponde). Se lo ritrova non lo usi.{" "}
   *[no] {""}
    }{ price-words }{ papers-words }{ back-words }
no-duplicate = Per il permesso n. { $number } ({ $kind }) non serve un duplicato: i varchi leggono la targa { $plates }. Per riavere il PDF scriva DUPLICATO COPIA.
