# Ciò che una persona dell'ufficio scrive in una conversazione. $text: le sue parole.
said = L'ufficio le scrive: { $text }

# --- risposte pronte: il nome per l'ufficio, il testo per il cittadino
canned-welcome = Buongiorno, sono una persona dell'ufficio. Mi dica pure.
    .title = Saluto
canned-wait = Sto controllando: le rispondo qui appena possibile.
    .title = Un momento
canned-more = Per aiutarla mi serve qualche dato in più: mi scriva per favore di che cosa si tratta e il numero della pratica o del verbale.
    .title = Servono più dati
canned-proof = Per parlare dei suoi dati devo sapere con certezza chi è. Scriva ACCEDI e segua il collegamento; poi continuiamo qui.
    .title = Serve l'accesso
canned-office = Per questo occorre venire allo sportello con un documento valido. Per gli orari: ORARI.
    .title = Venire allo sportello
canned-elsewhere = Di questo non si occupa il Comune: deve rivolgersi all'ente competente.
    .title = Non è del Comune
canned-done = Fatto. Se non le serve altro chiudo questa conversazione.
    .title = Fatto
