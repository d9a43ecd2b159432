make-believe = È tutto finto.
nobody = Questa pagina non è { $title } e non riconosce nessuno: serve a provare lo sportello.
heading = Entra con { $title } (per prova)
asks = { $place } vuole sapere chi è lei, almeno al livello { $level }.
who = Chi vuole essere?
foreign = senza codice fiscale
how = Con quale sicurezza?
level = { $number ->
    [1] Livello 1: nome utente e password
    [2] Livello 2: anche con un codice o un'app
   *[other] Livello 3: con la carta
}
trouble = Che cosa va storto?
trouble-none = Nulla
trouble-nonce = La risposta è di un altro accesso
trouble-expired = La conferma è già scaduta
trouble-lower = Il livello è più basso di quello chiesto
trouble-key = La firma è di un'altra chiave
trouble-slow = Il gestore non risponde in tempo
login = Entra
cancel = Annulla
gone = Questa pagina è già stata usata o è scaduta. Torni alla pagina da cui è venuto.
wrong = La richiesta non va bene: { $error }.
