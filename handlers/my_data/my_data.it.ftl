title = I miei dati
keywords = dati, privacy, gdpr

slot-wish = che cosa vuole fare
    .labels = che cosa, cosa
    .ask = Che cosa vuole fare dei dati che conserviamo di lei?
    .need = che cosa vuole fare: COPIA, CHI HA VISTO, CORREGGERE o CANCELLARE
    .wrong = Non ho capito. Scriva COPIA, CHI HA VISTO, CORREGGERE o CANCELLARE.
slot-wrong = che cosa è sbagliato
    .labels = sbagliato, errato, da correggere, errore
    .ask = Che cosa è sbagliato, e com'è giusto?
    .need = che cosa è sbagliato e com'è giusto
    .wrong = Scriva in poche parole che cosa è sbagliato e com'è giusto (fino a 2000 caratteri).
option-wish-COPY = Copia
    .aliases = copia dei dati, avere una copia, scaricare, esportare, vedere, accesso ai dati
option-wish-LOOKS = Chi ha visto
    .aliases = chi ha visto i miei dati, chi li ha visti, chi ha guardato, accessi ai miei dati, registro degli accessi
option-wish-CORRECT = Correggere
    .aliases = correzione, rettifica, rettificare, correggi, modificare
option-wish-ERASE = Cancellare
    .aliases = cancellazione, cancella, cancellate, eliminare, oblio, essere dimenticato

example = Per esempio: DATI COPIA
correction-example = sbagliato: il mio cognome è Prova e non Prove

nowhere = Qui non posso leggere i dati che conserviamo: scriva { command-operator }.
copy = { $way ->
    [sms] Ecco i suoi dati: { $url } Entro le { $until }, da un solo dispositivo; la pagina chiede il suo codice fiscale. Non lo giri a nessuno.
   *[other] Ecco i dati che conserviamo di lei: il PDF da leggere, e il JSON con tutto, da usare con altri programmi. Li conservi con cura: chi li apre vede ciò che ci ha scritto.
    Se qualcosa è sbagliato scriva DATI CORREGGERE; per cancellare, DATI CANCELLARE.
    }
looks = { $looks ->
    [none] Nessuno ha guardato i suoi dati.
   *[other] Chi ha visto o cambiato i suoi dati, dal più recente:
    { $looks }
    L'elenco intero è nella copia: DATI COPIA. Di ogni impiegato c'è un segno, sempre uguale: se non capisce perché ha guardato lo chieda all'ufficio, { command-operator }.
    }
what-is-wrong = Che cosa è sbagliato, e com'è giusto? Scriva per esempio: sbagliato: il mio cognome è Prova e non Prove.
correct = Chiedo all'ufficio di correggere: { $wrong }
    I dati dell'anagrafe (nome, nascita, famiglia, indirizzo) li corregge l'Ufficio Anagrafe. Decide una persona: ciò che è scritto nel protocollo non si cambia, si aggiunge.
correction = L'ufficio ha la sua richiesta di correzione: riferimento { $reference }, risposta entro il { $by } (GDPR, art. 12 e 16).
erase = Cancello subito: le conversazioni collegate a lei (anche questa: poi qui non so più chi è), consensi, iscrizioni agli avvisi, elenchi di chi li ha ricevuti, promemoria, deleghe, credenziali del comune, PIN e i testi dei messaggi, suoi e nostri; quelli di una richiesta ancora aperta dopo la risposta.{ $way ->
    [sms] {" "}Per legge restano: protocollo e PEC (DPR 445/2000), multe e pagamenti (fino a 10 anni), certificati, domande decise, chi ha visto i dati.
   *[other] {"\u000A"}Devono restare, per legge:
    - protocollo e messaggi PEC registrati (DPR 445/2000, art. 53 e seguenti)
    - multe, avvisi e pagamenti: riscossione e contabilità, fino a 10 anni
    - l'anagrafe, e i certificati rilasciati, perché chi li ha ricevuti possa controllarli
    - domande su cui il comune ha deciso o deve decidere (L. 241/1990)
    - l'elenco di chi ha visto i suoi dati, e con questo il suo nome e codice fiscale
    - se ha scritto STOP, il fatto che non vuole avvisi
    }
    Non si può annullare.
erased = Fatto. Conversazioni, consensi, iscrizioni agli avvisi, promemoria e credenziali sono cancellati; i testi dei messaggi vanno via entro pochi minuti. Da adesso qui non so più chi è.
