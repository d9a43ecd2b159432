title = I miei contatti
keywords = contatti, togli, revoca, dispositivi, blocca, blocco

slot-which = contatto
    .labels = togli, revoca, contatto
    .ask = Quale contatto devo togliere? Scriva il suo numero nell'elenco, oppure ALTRI per toglierli tutti tranne questo.
    .need = il numero del contatto da togliere
    .wrong = Non ho capito quale contatto: scriva il suo numero nell'elenco, oppure ALTRI.

slot-lock = blocco
    .labels = bloccare
    .ask = Vuole bloccare subito tutti i suoi contatti? Scriva BLOCCA.
    .need = BLOCCA
    .wrong = Per bloccare subito tutti i contatti scriva BLOCCA.
option-lock-ALL = blocca
    .aliases = blocco, blocca tutto, blocca tutti, bloccate tutto, bloccatelo

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
locked-all = Bloccato: { $count ->
    [one] questa conversazione non è più collegata a lei.
   *[other] nessuna delle { $count } conversazioni è più collegata a lei, nemmeno questa.
    } Chi ha il telefono non può più fare nulla a suo nome. Per ricollegarsi: ACCEDI con SPID o CIE. Se il telefono è rubato blocchi anche la SIM, e faccia denuncia.
locked = Per sua sicurezza: il { $day } è stata scollegata da lei la conversazione { $contact }{ $all ->
    [yes] , che ha chiesto di bloccare tutto: anche questa non è più collegata.
   *[no] : lì sono stati scritti troppi PIN sbagliati. Se non è stato lei, avvisi l'ufficio: { command-operator }.
    }
credential-locked = Per sua sicurezza: il { $day } le sue credenziali del comune sono state bloccate, dopo troppi tentativi sbagliati. Per riaverle scriva CREDENZIALI dalla sua PEC o venga allo sportello. Se non è stato lei, avvisi l'ufficio: { command-operator }.
