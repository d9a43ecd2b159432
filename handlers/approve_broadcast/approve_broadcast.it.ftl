title = Approvare un avviso
keywords = approva, approvo

slot-code = numero
    .labels = numero, avviso
    .ask = Quale avviso? Per esempio: 2026-0007.
    .need = il numero dell'avviso
    .wrong = Il numero è come 2026-0007.

example = Per esempio: APPROVA 2026-0007
correction-example = numero 2026-0007

preview = { $kind ->
    [emergency] EMERGENZA
   *[other] Avviso
    } { $code } di { $by }, fino alle { $until }:
    { $text }
    Raggiunge { $people ->
        [one] 1 persona
       *[other] circa { $people } persone
    } con { $messages ->
        [one] 1 messaggio
       *[other] { $messages } messaggi
    }, costo stimato { $price }. Se approva, parte.
approved = Avviso { $code }: approvato.{ $state ->
    [submitted] {" "}Serve ancora un altro approvatore.
   *[other] {""}
    }
own = L'avviso { $code } lo ha scritto o inviato lei: lo deve approvare un altro.
unknown = Non c'è un avviso { $code }.
not-waiting = L'avviso { $code } non aspetta un'approvazione ({ $state }).
refused = L'avviso { $code } non è stato approvato ({ $why }, { $by }): lo riguardi con APPROVA { $code }.
asked = { $kind ->
    [emergency] EMERGENZA
   *[other] Avviso
    } { $code } di { $by } da approvare, { $people ->
        [one] 1 persona
       *[other] circa { $people } persone
    }: { $text }. Scriva APPROVA { $code }, o lo respinga dal banco.
not-here = Questo servizio qui non c'è più.
