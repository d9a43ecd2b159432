# La pagina dei numeri.
st-heading = Numeri
st-say = { $today ->
    [yes] Dal 1º gennaio a oggi, { $until }. I giorni passati sono contati di notte; oggi è contato adesso.
   *[no] Tutto l’anno, fino al { $until }.
}
st-year = Anno
st-sheet = Scarica tutti i giorni (CSV)
st-totals = In breve
st-before = Stesso periodo del { $year }: { $value }
st-none = Per quest’anno non c’è ancora nulla da contare.
st-legend-now = { $year }
st-legend-before = { $year }
st-legend = Colori
st-picture = { $heading }: grafico. I valori sono nella tabella.
st-table = { $heading }: tabella
st-month = Mese
st-key = Voce
st-time = Tempo
st-change = Variazione
st-compared = Le voci e i tempi si confrontano con gli stessi giorni dell’anno prima, i mesi con i mesi interi.

st-contacts = Messaggi ricevuti
st-monthly-people = Persone diverse
st-requests = Pratiche aperte
st-services = Servizi conclusi
st-payments = Pagamenti
st-cents = Importo pagato
st-permits = Permessi rilasciati
st-certificates = Certificati emessi
st-answered = Tempo della prima risposta
st-decided = Giorni per decidere una pratica
st-decided-working = Giorni lavorativi per decidere una pratica

st-by-month = { $what } al mese
st-contacts-keys = Messaggi per canale
st-services-keys = Servizi conclusi
st-requests-keys = Pratiche per tipo
st-payments-keys = Pagamenti per servizio
st-permits-keys = Permessi per tipo
st-certificates-keys = Certificati per tipo
st-abandoned-keys = Dove i cittadini hanno lasciato a metà

st-channel-sms = SMS
st-channel-telegram = Telegram
st-channel-email = E-mail
st-channel-pec = PEC
st-channel-try-sms = SMS di prova
st-channel-try-chat = Telegram di prova
st-channel-try-mail = E-mail di prova
st-channel-try-pec = PEC di prova
st-imported = Avvisi di altri uffici
st-left = { $service }: { $place }
st-place-confirm = conferma
st-place-repair = correzione
st-place-proof = identificazione
st-place-pin = PIN
st-place-none = prima di una domanda

st-answered-told = Metà dei messaggi ha avuto risposta { $half }, nove su dieci { $most }.
st-decided-told = Metà delle pratiche è decisa in { $half }, nove su dieci in { $most }.
st-within-seconds = { $n ->
    [one] entro un secondo
   *[other] entro { $n } secondi
}
st-within-minutes = { $n ->
    [one] entro un minuto
   *[other] entro { $n } minuti
}
st-within-hours = { $n ->
    [one] entro un’ora
   *[other] entro { $n } ore
}
st-within-days = { $n ->
    [one] entro un giorno
   *[other] entro { $n } giorni
}
st-longer = oltre { $days } giorni
st-in-days = { $n ->
    [0] meno di un giorno
    [one] un giorno
   *[other] { $n } giorni
}
