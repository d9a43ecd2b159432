# I certificati anagrafici, come sono stampati. Il testo italiano è quello che fa fede.

birth-title = Certificato anagrafico di nascita
death-title = Certificato anagrafico di morte
marriage-title = Certificato anagrafico di matrimonio
cancellation-title = Certificato di cancellazione anagrafica
citizenship-title = Certificato di cittadinanza
past-citizenship-title = Certificato storico di cittadinanza
existence-title = Certificato di esistenza in vita
residence-title = Certificato di residenza
past-residence-title = Certificato storico di residenza
aire-residence-title = Certificato di residenza AIRE
civil-status-title = Certificato di stato civile
family-title = Certificato di stato di famiglia
family-and-status-title = Certificato di stato di famiglia e di stato civile
community-residence-title = Certificato di residenza in convivenza
aire-family-title = Certificato di stato di famiglia AIRE
family-with-relations-title = Certificato di stato di famiglia con rapporti di parentela
free-status-title = Certificato di stato libero
civil-union-title = Certificato anagrafico di unione civile
cohabitation-title = Certificato di contratto di convivenza
residence-on-day-title = Certificato storico di residenza alla data

number = N. { $number } · rilasciato il { $on }
arms-alt = Stemma: { $municipality }
facsimile = FACSIMILE
facsimile-note = Facsimile: documento di prova, senza alcun valore.
courtesy = Traduzione di cortesia: fa fede il testo italiano.
opening = L'ufficiale d'anagrafe, in conformità alle risultanze degli atti dell'anagrafe della popolazione residente, certifica che
opening-aire = L'ufficiale d'anagrafe, in conformità alle risultanze dell'anagrafe degli italiani residenti all'estero (AIRE), certifica che
opening-past = L'ufficiale d'anagrafe, esaminati gli atti storici dell'anagrafe, certifica che
born = { $sex ->
    [F] nata
   *[other] nato
  } a { $place } il { $on }
fiscal-code = codice fiscale { $code }

act = Atto n. { $number }{ $part ->
    [none] { "" }
   *[other] , parte { $part }
  }{ $series ->
    [none] { "" }
   *[other] , serie { $series }
  }, anno { $year }, Comune di { $place }.
birth-says = è { $sex ->
    [F] nata
   *[other] nato
  } a { $place } il { $on } ({ $in-words }).
death-says = è { $sex ->
    [F] deceduta
   *[other] deceduto
  } a { $place } il { $on } ({ $in-words }).
marriage-says = ha contratto matrimonio con { $partner } a { $place } il { $on } ({ $in-words }).
marriage-ended = Il matrimonio è cessato il { $on }.
cancellation-says = è { $sex ->
    [F] stata cancellata
   *[other] stato cancellato
  } dall'anagrafe della popolazione residente di questo Comune il { $on }.
cancellation-reason = Motivo della cancellazione: { $reason }.
citizenship-italian = è { $sex ->
    [F] cittadina italiana
   *[other] cittadino italiano
  }.
citizenship-others = ha la cittadinanza: { $states }.
citizenship-italian-and-others = è { $sex ->
    [F] cittadina italiana
   *[other] cittadino italiano
  } e ha inoltre la cittadinanza: { $states }.
past-citizenship-says = alla data del { $on } aveva la cittadinanza: { $states }.
existence-says = è in vita.
existence-residence = È residente in questo Comune, in { $address }.
residence-says = è residente in questo Comune, in { $address }, dal { $since }.
residence-enrolled = È { $sex ->
    [F] iscritta
   *[other] iscritto
  } nell'anagrafe della popolazione residente dal { $since }.
past-residence-says = ha avuto in questa anagrafe le seguenti residenze:
aire-residence-says = è { $sex ->
    [F] iscritta
   *[other] iscritto
  } nell'anagrafe degli italiani residenti all'estero (AIRE) di questo Comune dal { $since } e risiede in { $address }.
aire-residence-consulate = Ufficio consolare: { $consulate }.
civil-status-says = è di stato civile: { $status }.
civil-status-married = ha contratto matrimonio con { $partner } a { $place } il { $on }.
civil-status-united = ha costituito unione civile con { $partner } a { $place } il { $on }.
free-status-says = è di stato libero ({ $status }).
civil-union-says = ha costituito unione civile con { $partner } a { $place } il { $on } ({ $in-words }).
civil-union-ended = L'unione civile è cessata il { $on }.
cohabitation-says = ha stipulato con { $partner } un contratto di convivenza, registrato nell'anagrafe di questo Comune il { $on }.
cohabitation-ended = Il contratto di convivenza è cessato il { $on }.
community-residence-says = è residente in questo Comune, nella convivenza anagrafica n. { $family }, in { $address }, dal { $since }.
family-says = ha la famiglia anagrafica così composta, in { $address }:
family-aire-says = ha la famiglia così iscritta nell'AIRE di questo Comune, in { $address }:
residence-on-day-says = alla data del { $on } era residente in questo Comune, in { $address }.

column-name = Cognome e nome
column-born = Nascita
column-relation = Rapporto di parentela
column-status = Stato civile
column-address = Indirizzo
column-since = Dal
column-until = Al
until-now = attuale
it-is = { $value }
born-short = { $place }, { $on }

status-1 = { $sex ->
    [F] nubile
   *[other] celibe
  }
status-2 = { $sex ->
    [F] coniugata
   *[other] coniugato
  }
status-3 = { $sex ->
    [F] vedova
   *[other] vedovo
  }
status-4 = { $sex ->
    [F] divorziata
   *[other] divorziato
  }
status-6 = { $sex ->
    [F] unita civilmente
   *[other] unito civilmente
  }
status-7 = { $sex ->
    [F] di stato libero per decesso della parte unita civilmente
   *[other] di stato libero per decesso della parte unita civilmente
  }
status-8 = di stato libero per scioglimento dell'unione civile
status-9 = non risultante

relation-1 = { $sex ->
    [F] intestataria della scheda
   *[other] intestatario della scheda
  }
relation-2 = { $sex ->
    [F] moglie
   *[other] marito
  }
relation-3 = { $sex ->
    [F] figlia
   *[other] figlio
  }
relation-4 = nipote (discendente)
relation-5 = pronipote (discendente)
relation-6 = { $sex ->
    [F] madre
   *[other] padre
  }
relation-7 = { $sex ->
    [F] nonna
   *[other] nonno
  }
relation-8 = { $sex ->
    [F] bisnonna
   *[other] bisnonno
  }
relation-9 = { $sex ->
    [F] sorella
   *[other] fratello
  }
relation-10 = nipote (collaterale)
relation-11 = { $sex ->
    [F] zia (collaterale)
   *[other] zio (collaterale)
  }
relation-12 = { $sex ->
    [F] cugina
   *[other] cugino
  }
relation-13 = altro parente
relation-14 = { $sex ->
    [F] figliastra
   *[other] figliastro
  }
relation-15 = { $sex ->
    [F] matrigna
   *[other] patrigno
  }
relation-16 = { $sex ->
    [F] nuora
   *[other] genero
  }
relation-17 = { $sex ->
    [F] suocera
   *[other] suocero
  }
relation-18 = { $sex ->
    [F] cognata
   *[other] cognato
  }
relation-19 = { $sex ->
    [F] sorellastra
   *[other] fratellastro
  }
relation-20 = nipote (affine)
relation-21 = { $sex ->
    [F] zia (affine)
   *[other] zio (affine)
  }
relation-22 = altro affine
relation-23 = convivente (vincoli di adozione o affettivi)
relation-24 = responsabile della convivenza
relation-25 = convivente
relation-26 = { $sex ->
    [F] tutrice
   *[other] tutore
  }
relation-28 = { $sex ->
    [F] unita civilmente
   *[other] unito civilmente
  }
relation-80 = { $sex ->
    [F] adottata
   *[other] adottato
  }
relation-81 = nipote
relation-99 = non comunicato

use-private = Il presente certificato non può essere prodotto agli organi della pubblica amministrazione o ai privati gestori di pubblici servizi.
use-abroad = Ai sensi dell'art. 40, d.P.R. 28 dicembre 2000, n. 445, il presente certificato è rilasciato solo per l'estero.
use-court = Ai sensi dell'art. 40, d.P.R. 28 dicembre 2000, n. 445, il presente certificato è rilasciato per cause giudiziarie.
use-immigration = Certificato rilasciato per procedimenti disciplinati dalle norme sull'immigrazione.

stamp-paid = Imposta di bollo di { $amount } assolta tramite pagoPA, ricevuta { $receipt }.
stamp-exempt = Esente da imposta di bollo su dichiarazione di chi lo ha chiesto: { $reason }.
stamp-none = Non soggetto a imposta di bollo.
exempt-1 = uso ONLUS (art. 27-bis, tabella allegato B, d.P.R. 642/1972)
exempt-2 = uso di società sportive (art. 8-bis, tabella allegato B, d.P.R. 642/1972)
exempt-3 = uso processuale, da produrre nel procedimento (art. 18, d.P.R. 115/2002)
exempt-4 = uso del consulente tecnico d'ufficio o del curatore fallimentare (art. 16, tabella allegato B, d.P.R. 642/1972)
exempt-5 = interdizione, inabilitazione, amministrazione di sostegno (art. 13, tabella allegato B, d.P.R. 642/1972)
exempt-6 = adozione, affidamento, tutela di minori (art. 13, tabella allegato B, d.P.R. 642/1972; art. 82, L. 184/1983)
exempt-7 = separazione o divorzio (art. 19, L. 74/1987)
exempt-8 = variazione di toponomastica e numerazione civica (art. 16, comma 8, L. 537/1993)
exempt-9 = pensione estera (art. 9, tabella allegato B, d.P.R. 642/1972)
exempt-10 = scambio di atti fra pubbliche amministrazioni (art. 16, tabella allegato B, d.P.R. 642/1972)
exempt-99 = { $reason }

valid-months = Valido fino al { $until }, tre mesi dal rilascio (art. 33, d.P.R. 223/1989).
valid-long = Valido fino al { $until } (art. 41, d.P.R. 445/2000).
valid-always = Validità illimitata: attesta fatti che non possono cambiare (art. 41, d.P.R. 445/2000).

check = Verifica
check-how = Inquadri il codice QR oppure apra l'indirizzo: vedrà se il certificato è autentico e ancora valido.
check-code = Codice di verifica
check-alt = Codice QR che apre { $url }
seal = Documento informatico con sigillo elettronico del Comune. Sulla copia stampata il codice di verifica sostituisce la firma autografa (art. 23, comma 2-bis, d.lgs. 82/2005).
seal-facsimile = Sigillato con un certificato di prova: nessun ufficio lo ha rilasciato.
attachment = I dati del certificato, leggibili da un programma.
