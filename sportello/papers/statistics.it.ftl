# Il foglio delle statistiche: un valore per riga.
column-day = giorno
column-measure = misura
column-key = voce
column-value = valore

contacts = messaggi ricevuti
people = persone nel giorno
monthly-people = persone nel mese
requests = istanze aperte
services = servizi conclusi
abandoned = servizi lasciati a metà
payments = pagamenti
cents = importo pagato in euro
permits = permessi rilasciati
certificates = certificati emessi
answered = prime risposte, entro secondi
decided = istanze decise, in giorni
decided-working = istanze decise, in giorni lavorativi
