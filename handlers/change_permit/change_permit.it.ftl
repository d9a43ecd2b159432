title = Cambiare targa o indirizzo del permesso ZTL
keywords = cambio, variazione, cambiare

slot-what = che cosa cambia
    .labels = che cosa cambia
    .ask = Che cosa cambia sul permesso?
    .need = che cosa cambia (targa o indirizzo)
    .wrong = Non ho capito. Scriva: targa, oppure indirizzo.
    .wrong-close = Scriva: targa, oppure indirizzo.
    .wrong-number = Nell'elenco non c'è questo numero.
option-what-PLATE = la targa
    .aliases = targa, auto, macchina, veicolo, cambio targa, cambiato macchina, cambiato auto, auto nuova, macchina nuova, nuova auto, nuova macchina
option-what-ADDRESS = l'indirizzo
    .aliases = indirizzo, residenza, casa, via, zona, cambio indirizzo, cambiato casa, traslocato, trasloco, abitazione
slot-plate = nuova targa
    .labels = nuova targa, targa nuova, targa
    .ask = Qual è la targa nuova? (per esempio AB123CD)
    .need = la targa nuova
    .help = La targa è scritta sul libretto del veicolo, per esempio AB123CD.
    .wrong = Non riconosco la targa. La scriva come sul libretto, per esempio AB123CD.
    .wrong-letters = Nelle targhe le lettere O e I e le cifre 0 e 1 si confondono: la ricontrolli sul libretto e la riscriva, per esempio AB123CD.
slot-which = numero nell'elenco
    .labels = numero nell'elenco
    .ask = Quale? (il numero nell'elenco)
    .need = il numero nell'elenco
    .wrong = Scriva il numero che è nell'elenco, per esempio 1.
slot-address = indirizzo
    .labels = nuovo indirizzo, abito in
    .ask = Qual è l'indirizzo? (via e numero civico)
    .need = l'indirizzo (via e numero civico)
    .wrong = Non riconosco l'indirizzo. Lo scriva per esempio così: via Roma 12.
    .wrong-number = Manca il numero civico. Lo scriva per esempio così: via Roma 12.
slot-zone = zona
    .labels = zona, lettera
    .ask = In quale zona?
    .need = la zona
    .help = La zona è la lettera sui cartelli della sua strada, per esempio B.
    .wrong = Non riconosco la zona. Scriva la lettera che è sui cartelli, per esempio B.
    .wrong-close = Ci sono più zone che potrebbero essere: ne scelga una.
    .wrong-number = Nell'elenco non c'è questo numero.

example = { $way ->
    [sms] Es. CAMBIO targa AB123CD
   *[other] Per esempio: CAMBIO targa AB123CD
}
correction-example = nuova targa AB123CD

what-changes = Che cosa cambia sul permesso: la targa o l'indirizzo?
new-plate = Qual è la targa nuova{ $plate ->
    [none] {" "}da aggiungere al permesso n. { $number }?
   *[other] , al posto di { $plate } (permesso n. { $number })?
    }
summary = Permesso ZTL n. { $number } ({ $kind }): { $what ->
    [address] indirizzo { $new }, zona { $zone }, al posto di { $before ->
        [none] quello di prima
       *[other] { $before }
        }
   *[plate] { $before ->
        [none] si aggiunge la targa { $new }
       *[other] targa { $new } al posto di { $before }
        }
    }, { until-words }. { price-words }{ papers-words } Ciò che conferma vale come dichiarazione (DPR 445/2000).
no-change = Sul permesso n. { $number } ({ $kind }) questo non si può cambiare: si rinuncia scrivendo RINUNCIA e se ne chiede un altro scrivendo PERMESSO.
same-address = Il permesso è già per { $address }, dove risulta la sua residenza. Se ha cambiato casa, prima si dichiara il cambio di residenza all'anagrafe.
