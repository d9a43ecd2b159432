title = Le mie deleghe
keywords = delega, deleghe, delego, delegare

slot-agent = codice fiscale del delegato
    .labels = codice fiscale del delegato, codice fiscale, cod fiscale, cf, c.f., delegato, delegata, delega a, delego
    .ask = A chi vuole dare la delega? Scriva il suo codice fiscale.
    .need = codice fiscale di chi agirà per lei
    .wrong = Non riconosco il codice fiscale. Lo scriva come sulla tessera sanitaria, per esempio RSSMRA80A01H501U.
    .wrong-check = Un carattere di questo codice fiscale è sbagliato, o due sono scambiati: lo ricontrolli.
    .wrong-length = Il codice fiscale di una persona ha 16 caratteri: lo ricontrolli.
slot-scope = per che cosa
    .labels = per che cosa, solo per, limitata a
    .ask = Per che cosa vale la delega? Per tutto, per i pagamenti o per i certificati.
    .need = per tutto, per i pagamenti o per i certificati
    .wrong = Scriva: per tutto, pagamenti oppure certificati.
option-scope-ALL = per tutto
    .aliases = tutto, tutti i servizi
option-scope-PAYMENTS = pagamenti
    .aliases = pagare, multe, i pagamenti
option-scope-CERTIFICATES = certificati
    .aliases = certificato, i certificati
slot-until = fino al
    .labels = fino al, fino a, scadenza, valida fino al
    .ask = Fino a quando vale la delega? (per esempio 31/12/2026; al massimo un anno)
    .need = fino a quando vale
    .wrong = Non riconosco la data. La scriva per esempio così: 31/12/2026.
    .wrong-impossible = Questa data non esiste. La scriva per esempio così: 31/12/2026.
slot-which = delega da ritirare
    .labels = ritira, ritirare, rinuncio
    .ask = Quale delega vuole ritirare? Scriva il suo numero nell'elenco.
    .need = il numero della delega da ritirare
    .wrong = Non ho capito quale delega: scriva RITIRA e il suo numero nell'elenco.

example = Per esempio: DELEGA RSSMRA80A01H501U
correction-example = fino al 31/12/2026

none = Non ha deleghe, né date né ricevute. Per darne una scriva DELEGA e il codice fiscale di chi agirà per lei.
mandates = Le deleghe che ha dato (>) e ricevuto (<), con la scadenza; "?" se non è ancora accettata:
    { $listing }
    Per ritirarne una, o rinunciare: RITIRA e il numero. Per darne una: DELEGA e il codice fiscale. Per agire: AGISCO.
no-such = Questo numero non c'è nell'elenco:
    { $listing }
take-back = Finisce subito questa delega:
    { $listing }
taken-back = Fatto: la delega non vale più.
not-a-person = La delega si dà a una persona: mi serve il suo codice fiscale di 16 caratteri.
oneself = Questo è il suo codice fiscale: la delega si dà a un'altra persona.
past = Questa data è passata: la delega vale da oggi in avanti.
too-long = Una delega vale al massimo un anno, fino al { $most }.
offer = Dà delega a { $agent } fino al { $until }{ $scope ->
        [payments] , solo per multe e pagamenti
        [certificates] , solo per i certificati
       *[all] , per tutti i servizi che si possono fare per altri
        }. Chi la riceve vedrà i suoi dati in questi servizi e agirà a suo nome. Vale da quando l'accetta; può ritirarla quando vuole.
offered = Ho registrato la delega, fino al { $until }. Chi la riceve deve accettarla: entra con SPID o CIE e scrive AGISCO. Per ritirarla: DELEGHE.
heard = Qualcuno le ha dato una delega. Per vedere di chi è e accettarla: AGISCO. Se non la aspettava non deve fare nulla.
