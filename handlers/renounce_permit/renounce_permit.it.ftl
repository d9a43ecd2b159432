title = Rinunciare al permesso ZTL
keywords = rinuncia, restituzione, disdetta

slot-plate = targa
    .labels = targa, tg, targato, targata
    .ask = Di quale targa è il permesso?
    .need = la targa del permesso
    .help = La targa è scritta sul libretto del veicolo, per esempio AB123CD.
    .wrong = Non riconosco la targa. La scriva come sul libretto, per esempio AB123CD.
    .wrong-letters = Nelle targhe le lettere O e I e le cifre 0 e 1 si confondono: la ricontrolli sul libretto e la riscriva, per esempio AB123CD.

example = { $way ->
    [sms] Es. RINUNCIA
   *[other] Per esempio: RINUNCIA
}
correction-example = targa AB123CD

summary = Rinuncia al permesso ZTL n. { $number } ({ $kind }), targa { $plates }, zona { $zone }: appena conferma non vale più, e con quella targa non si entra in ZTL. Ciò che ha pagato non si rimborsa.{ back-words }
no-renunciation = Al permesso n. { $number } ({ $kind }) non si può rinunciare da qui. Per parlarne con una persona scriva { command-operator }.
