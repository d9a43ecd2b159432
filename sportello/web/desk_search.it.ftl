# La ricerca.
se-heading = Cerca
se-label = Che cosa cerca?
se-hint = Riferimento di una pratica, targa, codice fiscale, numero di protocollo o di permesso: per intero.
se-noted = Ogni ricerca è scritta nel registro; la persona trovata può leggere che è stata cercata.
se-do = Cerca
se-found = Risultati per «{ $typed }»
se-read-as = Cercato come
se-as-reference = riferimento
se-as-plate = targa
se-as-fiscal-code = codice fiscale
se-as-entry = numero di protocollo
se-as-permit = numero di permesso
se-none = Non c’è nulla. Controlli ogni lettera: si cerca solo l’intero.
se-not-read = Non è un riferimento, una targa, un codice fiscale né un numero come 123/2026: controlli se manca qualcosa.
se-person = Persona
se-name = Nome
se-unknown = persona non riconosciuta
se-requests = { $count ->
    [one] Una pratica
   *[other] { $count } pratiche
}
se-permits = { $count ->
    [one] Un permesso
   *[other] { $count } permessi
}
se-open = Aperta dal { $opened }, da decidere entro il { $due }
se-accepted = Aperta il { $opened }, accolta il { $on }
se-refused = Aperta il { $opened }, non accolta il { $on }
se-withdrawn = Aperta il { $opened }, ritirata
se-entry = Protocollo { $number }
se-elsewhere = di un altro ufficio ({ $office })
se-zone = Zona { $zone }
se-valid = dal { $since } al { $until }
se-valid-since = dal { $since }
se-replaced = sostituito dal { $number }
se-state-active = valido
se-state-expired = scaduto
se-state-pending = da pagare
se-state-suspended = sospeso
se-state-revoked = revocato
se-on = Registrato
se-sender = Mittente
se-subject = Oggetto
se-annulled = Annullato
se-yes = sì
