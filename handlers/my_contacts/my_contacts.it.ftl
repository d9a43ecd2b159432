title = I miei contatti
keywords = contatti, togli, revoca, dispositivi

slot-which = contatto
    .labels = togli, revoca, contatto
    .ask = Quale contatto devo togliere? Scriva il suo numero nell'elenco, oppure ALTRI per toglierli tutti tranne questo.
    .need = il numero del contatto da togliere
    .wrong = Non ho capito quale contatto: scriva il suo numero nell'elenco, oppure ALTRI.

example = Per esempio: CONTATTI
correction-example = togli 2

none = Nessuna conversazione è collegata a lei: la riconosco solo da questo messaggio.
contacts = Queste conversazioni sono collegate a lei (da quando - fino a quando; * è questa):
    { $listing }
    Per toglierne una: TOGLI e il numero.{ $others ->
        [yes] {" "}Per toglierle tutte tranne questa: TOGLI ALTRI.
       *[no] {""}
    }
no-such = Questo numero non c'è nell'elenco:
    { $listing }
no-others = È collegata a lei solo questa conversazione:
    { $listing }
revoke = Da togliere:
    { $listing }
    Chi scrive da lì non sarà più riconosciuto: per ricollegarsi servirà un nuovo accesso.{ $this ->
        [yes] {" "}Attenzione: fra questi c'è questa conversazione.
       *[no] {""}
    }
revoked = Fatto: { $count ->
    [one] il contatto non è più collegato a lei.
   *[other] { $count } contatti non sono più collegati a lei.
    }{ $this ->
        [yes] {" "}Anche questa conversazione: da adesso qui non so più chi è.
       *[no] {""}
    }
bound = Per sua sicurezza: il { $day } è stato collegato a lei un nuovo contatto, { $contact }. Se è stato lei non deve fare nulla. Se non è stato lei, scriva subito CONTATTI e lo tolga, e avvisi l'ufficio: { command-operator }.
