title = Chiedere un permesso ZTL
keywords = permesso, permessi, ztl, zsc

slot-kind = tipo di permesso
    .labels = tipo, tipo di permesso, permesso per
    .ask = A che titolo chiede il permesso?
    .need = il motivo (residenti, dimoranti, ospiti, veicolo elettrico, ...)
    .help = Il tipo dipende dal motivo per cui entra in ZTL: per esempio residenti per chi abita lì con la residenza, dimoranti per chi ci abita senza.
    .wrong = Non ho capito il tipo di permesso. Scriva per esempio: residenti.
    .wrong-close = Ci sono più tipi che potrebbero essere: ne scelga uno.
    .wrong-number = Nell'elenco non c'è questo numero.
option-kind-RESIDENT = Residenti
    .aliases = residente, residenti, residenza, abito in centro, abito in ztl
option-kind-DWELLER = Dimoranti
    .aliases = dimorante, dimoranti, domiciliato, domicilio, senza residenza, in affitto, studente, fuori sede
option-kind-GUEST = Ospiti
    .aliases = ospite, ospiti
option-kind-ELECTRIC = Veicolo elettrico
    .aliases = elettrica, elettrico, auto elettrica, macchina elettrica, veicolo elettrico
option-kind-DISABLED = Persone con disabilità
    .aliases = disabile, disabili, disabilità, invalido, invalidi, contrassegno disabili, cude, h
option-kind-GARAGE = Rimessa o posto auto
    .aliases = rimessa, garage, box, posto auto, autorimessa
option-kind-LODGING = Struttura ricettiva
    .aliases = albergo, hotel, b&b, bed and breakfast, struttura ricettiva, affittacamere
option-kind-DOCTOR = Medici e ostetriche
    .aliases = medico, medici, ostetrica, ostetriche, pediatra, dottore
option-kind-PROFESSIONAL = Categorie professionali
    .aliases = artigiano, artigiani, idraulico, elettricista, corriere, professionale, categorie professionali, manutentore
option-kind-FOREIGN_PLATE = Targa estera
    .aliases = targa estera, targa straniera
slot-plate = targa
    .labels = targa, tg, targato, targata
    .ask = Qual è la targa del veicolo? (per esempio AB123CD)
    .need = la targa del veicolo
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
slot-address = indirizzo
    .labels = indirizzo della casa, abito in
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
    [sms] Es. PERMESSO residenti AB123CD
   *[other] Per esempio: PERMESSO residenti AB123CD
}
correction-example = targa AB123CD

summary = Permesso ZTL { $kind }, targa { $plates }, zona { $zone }{ $address ->
    [none] {""}
   *[other] , { $address }
    }, { until-words }.{ $rank ->
    [none] {""}
    [first] {" "}È la prima auto della famiglia.
   *[other] {" "}È l'auto n. { $rank } della famiglia.
    } { price-words }{ papers-words } Ciò che conferma vale come dichiarazione (DPR 445/2000).
kind-not-offered = Qui non c'è un permesso ZTL per { $kind }. Per parlarne con una persona scriva { command-operator }.
have-already = Ha già il permesso n. { $number } ({ $kind }) per la targa { $plates }, { until-words }. Per rinnovarlo scriva RINNOVA, per riavere il PDF scriva DUPLICATO COPIA.

paid = Pagamento ricevuto (ricevuta { $receipt }). Permesso ZTL n. { $number } ({ $kind }), targa { $plates }, zona { $zone }: vale { until-words }.{ old-words } { paper-words }
paid-in-vain = Ho ricevuto il pagamento (ricevuta { $receipt }), ma il permesso { $number } non può più valere. I soldi le spettano indietro: per averli scriva { command-operator }.
reminder = Il permesso ZTL n. { $number } ({ $amount }) si paga entro il { $until }: { $url }
refused = Richiesta { $reference } (permesso per { $kind }, targa { $plates }): quindi non cambia nulla, e non deve pagare. Se può mettere a posto ciò che manca, la rifaccia.
taken-back = Il permesso ZTL n. { $number }, targa { $plates }, da adesso non vale più: i documenti della pratica { $reference } non sono stati accettati. Se ha domande scriva { command-operator }.
