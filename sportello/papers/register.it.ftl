# The daily register (registro giornaliero di protocollo), as it is printed and as a sheet.

title = Registro giornaliero di protocollo
of-day = del { $day }
city = Amministrazione
administration = Codice IPA
area = AOO
code = Registro
summary = Registrazioni: { $entries }. Annullamenti: { $annulments }.
numbers = Dal n. { $first } al n. { $last }.
unfinished = Provvisorio: la giornata non è ancora conclusa.
nothing = Nessuna registrazione in questa giornata.

number = Numero
time = Ora
direction = Verso
direction-in = Arrivo
direction-out = Partenza
party = Mittente o destinatari
subject = Oggetto
fingerprint = Impronta
attachments = { $count ->
    [one] 1 allegato
   *[other] { $count } allegati
}
theirs = Prot. mittente { $number }
answers = Risponde al n. { $number }
annulled = ANNULLATA alle { $time } da { $by }: { $reason }
unsealed = in attesa

annulments = Annullamenti
annulments-of = Registrazione
reason = Motivo e provvedimento
by = Operatore
seals = Impronte di messaggi registrati nei giorni precedenti
chain = Catena delle impronte
chain-before = Prima della giornata
chain-last = A fine giornata
chain-note = Ogni registrazione, annullamento e impronta entra in una catena di impronte SHA-256. Il valore di fine giornata, conservato con questo foglio, prova che nulla di quanto precede è stato modificato.
page = Pagina { $page } di { $pages }

# The sheet: one row for each thing that happened.
sheet-what = Operazione
sheet-number = Numero
sheet-year = Anno
sheet-at = Data e ora
sheet-direction = Verso
sheet-sender = Mittente
sheet-recipients = Destinatari
sheet-subject = Oggetto
sheet-reference = Identificativo del messaggio
sheet-theirs = Protocollo del mittente
sheet-answers = Risponde al protocollo
sheet-answer-by = Risposta entro
sheet-sha256 = Impronta SHA-256
sheet-enclosed = Allegati e impronte
sheet-reason = Motivo
sheet-by = Operatore
sheet-entered = registrazione
sheet-annulled = annullamento
sheet-sealed = impronta
sheet-closed = chiusura
