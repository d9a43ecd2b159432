title = Scrivere un avviso
keywords = allerta, comunicato, diffondi

slot-kind = tipo
    .labels = tipo
    .ask = È un AVVISO o un'EMERGENZA?
    .need = il tipo: AVVISO o EMERGENZA
    .wrong = Scriva AVVISO, oppure EMERGENZA.
option-kind-NOTICE = Avviso
    .aliases = comunicato, notizia, normale
option-kind-EMERGENCY = Emergenza
    .aliases = allerta, urgenza, urgente
slot-text = testo
    .labels = testo
    .ask = Scriva il testo, come lo leggeranno i cittadini.
    .need = il testo, come lo leggeranno i cittadini
    .wrong = Scriva il testo dell'avviso.
slot-topic = argomento
    .labels = argomento
    .ask = Su quale argomento?
    .need = l'argomento
    .wrong = Scelga uno degli argomenti.
option-topic-CIVIL_PROTECTION = Protezione civile
    .aliases = allerte, meteo
option-topic-ROADS = Strade e ZTL
    .aliases = strade, viabilità, ztl
option-topic-SCHOOL = Scuola
    .aliases = scuole
option-topic-WASTE = Rifiuti
    .aliases = raccolta
option-topic-CULTURE = Cultura
    .aliases = eventi
option-topic-DEADLINES = Scadenze
slot-zone = zona
    .labels = zona
    .ask = Per quale zona, o TUTTA LA CITTÀ?
    .need = la zona, o TUTTA LA CITTÀ
    .wrong = Non conosco questa zona: scriva il suo nome, oppure TUTTA LA CITTÀ.
slot-until = scadenza
    .labels = scadenza, fino a, vale fino
    .ask = Fino a quando vale? Per esempio: domani alle 18.
    .need = fino a quando vale, per esempio domani alle 18
    .wrong = Non ho capito: scriva per esempio stasera 20:00, domani alle 18, 05/02/2026.
slot-basis = ordine
    .labels = ordine, base giuridica
    .ask = Per quale ordine o norma? Per esempio: ordinanza sindacale n. 12 del 03/02/2026.
    .need = l'ordine o la norma
    .wrong = Scriva l'ordine o la norma.

example = Per esempio: COMUNICATO
correction-example = argomento scuola

which-text = Ora scriva il testo in un messaggio solo, come lo leggeranno i cittadini.
which-basis = Un'emergenza parte anche di notte e su tutti i canali: per quale ordine o norma?
late = Quel momento è già passato.
braces = Le parentesi graffe servono a riempire il testo da un elenco: si fa al banco. Qui scriva il testo senza.
nobody = Nessuno è iscritto a questo argomento in questa zona: non c'è a chi scrivere.
preview = { $kind ->
    [emergency] EMERGENZA
   *[other] AVVISO
    } fino alle { $until }:
    { $text }
    Raggiunge { $people ->
        [one] 1 persona
       *[other] circa { $people } persone
    } con { $messages ->
        [one] 1 messaggio
       *[other] { $messages } messaggi
    } (segmenti SMS: { $segments }), costo stimato { $price }. Poi lo approva un altro.
submitted = Avviso { $code } inviato per l'approvazione. Non parte finché un altro non lo approva.
refused = L'avviso { $code } è rimasto in bozza: lo completi dal banco ({ $why }{ $unfit ->
    [none] {""}
   *[other] {" "}{ $unfit }
    }).
not-here = Questo servizio qui non c'è più.
