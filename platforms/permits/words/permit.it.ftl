# I permessi ZTL, come sono stampati. Il testo italiano è quello che fa fede.

title = Permesso ZTL
arms-alt = Stemma: { $municipality }
zone = ZONA
plates = { $count ->
    [one] TARGA
   *[more] TARGHE
  }
until = VALIDO FINO AL
without-end = SENZA SCADENZA
from = dal
number = Permesso n.
fold = piegare o tagliare qui
facsimile = FACSIMILE
facsimile-note = Facsimile: documento di prova, senza alcun valore.

keep = Per il titolare: da conservare, non da esporre
holder = Titolare
fiscal-code = Codice fiscale
address = Indirizzo
kind = Tipo di permesso
issued = Rilasciato il
replaces = Al posto del n.
mind = Da ricordare
duty-show = Esponga la metà superiore dietro il parabrezza, in modo che si legga da fuori.
duty-fold = Questa metà contiene i Suoi dati: la pieghi dietro, oppure la tagli e la tenga con sé.
duty-gates = I varchi leggono la targa: vale quello che risulta nel registro del Comune, anche senza il foglio.
duty-tell = Se cambia la targa o l'indirizzo, o il permesso non Le serve più, lo comunichi subito allo sportello.
check = Verifica
check-how = Chi inquadra il codice QR, apre l'indirizzo o manda allo sportello VERIFICA e il codice sa se il permesso è valido; il Suo nome non compare.
check-alt = Codice QR che apre { $url }
seal = Documento informatico con sigillo elettronico del Comune. Sulla copia stampata il codice di verifica sostituisce la firma autografa (art. 23, comma 2-bis, d.lgs. 82/2005).
seal-facsimile = Sigillato con un certificato di prova: nessun ufficio lo ha rilasciato.
attachment = I dati del permesso, leggibili da un programma.

everywhere = TUTTE
duty-keep = Non c'è nulla da esporre: conservi questo foglio.
kind-other = Permesso di accesso
kind-resident = Residenti
kind-dweller = Dimoranti
kind-guest = Ospiti
kind-doctor = Medici e ostetriche
kind-garage = Rimesse interne
kind-lodging = Strutture ricettive
kind-electric = Veicoli elettrici
kind-disabled = Persone con disabilità
kind-professional = Categorie professionali
kind-substitute = Veicolo sostitutivo
kind-foreign-plate = Targa estera, provvisorio

back-title = Restituzione di un permesso ZTL
back-worn = Il permesso originale, che non si legge più, è stato sostituito dal duplicato n. { $new }: non vale più e va restituito.
back-renounced = Il titolare ha rinunciato al permesso: non vale più e va restituito.
back-how = Porti il permesso all'ufficio permessi insieme con questo foglio. L'ufficio tiene la prima parte e Le restituisce la ricevuta firmata.
back-number = Permesso restituito n.
back-plates = Targa
back-new = Duplicato n.
back-on = Foglio preparato il
back-office = Parte per l'ufficio
back-receipt = Ricevuta per chi restituisce
back-took = L'ufficio ha ricevuto l'originale del permesso n. { $number }.
back-day = Data
back-officer = Nome dell'operatore
back-signature = Firma e timbro
back-cut = tagliare qui
