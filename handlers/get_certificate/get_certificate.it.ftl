title = Certificati anagrafici
keywords = certificato, certificati, certificazione

slot-recipient = destinatario
    .labels = destinatario, a chi serve, da consegnare a, per uso
    .ask = A chi deve darlo? Lo chiedo per primo perché un ufficio pubblico non può accettarlo: basta l'autocertificazione, gratis.
    .need = { $way ->
        [sms] a chi lo dà (banca, datore di lavoro, estero, ente pubblico...)
       *[other] a chi deve darlo (per esempio banca, datore di lavoro, estero, tribunale, ente pubblico)
    }
    .help = È chi le ha chiesto il certificato: una banca, il datore di lavoro, un'assicurazione, un tribunale, un'autorità estera, oppure un ufficio pubblico (scuola, INPS, ASL, comune).
    .wrong = Non ho capito a chi serve. Lo scelga dall'elenco, o scriva per esempio: banca.
    .wrong-close = Ci sono più risposte che potrebbero essere: la scelga dall'elenco.
    .wrong-number = Nell'elenco non c'è questo numero.
option-recipient-BANK = Banca o posta
    .aliases = banca, la banca, mutuo, prestito, finanziaria, conto corrente, notaio per il mutuo
option-recipient-INSURANCE = Assicurazione
    .aliases = assicurazione, assicurazioni, compagnia assicurativa, polizza
option-recipient-EMPLOYER = Datore di lavoro
    .aliases = datore di lavoro, lavoro, azienda, ditta, impresa, assunzione
option-recipient-LANDLORD = Proprietario di casa
    .aliases = padrone di casa, proprietario di casa, affitto, agenzia immobiliare, amministratore di condominio
option-recipient-NOTARY = Notaio o avvocato
    .aliases = notaio, avvocato, studio legale, rogito
option-recipient-OTHER = Un altro privato
    .aliases = privato, un privato, associazione, altro, uso privato
option-recipient-ABROAD = Estero
    .aliases = estero, all'estero, consolato, ambasciata, autorità straniera
option-recipient-COURT = Tribunale, per una causa
    .aliases = tribunale, causa, giudice, processo, corte
option-recipient-IMMIGRATION = Pratica di immigrazione
    .aliases = immigrazione, permesso di soggiorno, ricongiungimento, ricongiungimento familiare
option-recipient-PUBLIC_BODY = Ufficio pubblico
    .aliases = ente pubblico, ufficio pubblico, pubblica amministrazione, scuola, università, inps, inail, asl, comune, regione, prefettura, questura, agenzia delle entrate, motorizzazione, concorso pubblico
option-recipient-PUBLIC_SERVICE = Gestore di servizio pubblico
    .aliases = enel, gas, luce, acquedotto, trenitalia, trasporto pubblico, servizio pubblico, gestore, rai, bolletta

slot-kind = certificato
    .labels = tipo, tipo di certificato
    .ask = Quale certificato le serve?
    .need = { $way ->
        [sms] quale certificato (residenza, stato di famiglia...)
       *[other] quale certificato (per esempio residenza, stato di famiglia, nascita)
    }
    .help = Scriva che cosa deve risultare: dove abita (residenza), chi vive con lei (stato di famiglia), se è sposato o no (stato civile), la cittadinanza, la nascita.
    .wrong = Non conosco questo certificato. Lo scelga dall'elenco, o scriva per esempio: residenza.
    .wrong-close = Ci sono più certificati che potrebbero essere: lo scelga dall'elenco.
    .wrong-number = Nell'elenco non c'è questo numero.
option-kind-RESIDENCE = Residenza
    .aliases = residenza, residente, domicilio
option-kind-FAMILY = Stato di famiglia
    .aliases = stato di famiglia, stato famiglia, stato famigliare, composizione del nucleo, nucleo familiare
option-kind-CIVIL_STATUS = Stato civile
    .aliases = stato civile
option-kind-FREE_STATUS = Stato libero
    .aliases = stato libero, celibe, nubile
option-kind-CITIZENSHIP = Cittadinanza
    .aliases = cittadinanza, cittadinanza italiana
option-kind-EXISTENCE = Esistenza in vita
    .aliases = esistenza in vita, esistenza, in vita
option-kind-BIRTH = Nascita
    .aliases = nascita
option-kind-MARRIAGE = Matrimonio
    .aliases = matrimonio
option-kind-DEATH = Morte
    .aliases = morte, decesso
option-kind-FAMILY_WITH_RELATIONS = Stato di famiglia con parentele
    .aliases = stato di famiglia con rapporti di parentela, rapporti di parentela, parentela, stato di famiglia con parentela
option-kind-FAMILY_AND_STATUS = Stato di famiglia e stato civile
    .aliases = stato di famiglia e stato civile, famiglia e stato civile
option-kind-CIVIL_UNION = Unione civile
    .aliases = unione civile
option-kind-COHABITATION = Contratto di convivenza
    .aliases = contratto di convivenza, convivenza di fatto
option-kind-COMMUNITY_RESIDENCE = Residenza in convivenza
    .aliases = residenza in convivenza, convivenza anagrafica, casa di riposo, convento
option-kind-AIRE_RESIDENCE = Residenza AIRE
    .aliases = residenza aire, aire, residenza all'estero
option-kind-AIRE_FAMILY = Stato di famiglia AIRE
    .aliases = stato di famiglia aire, famiglia aire
option-kind-PAST_RESIDENCE = Residenza storica
    .aliases = storico di residenza, residenza storica, storico residenza, certificato storico
option-kind-PAST_CITIZENSHIP = Cittadinanza storica
    .aliases = storico di cittadinanza, cittadinanza storica

slot-whom = per chi
    .labels = per chi, intestatario
    .ask = Per chi è il certificato?
    .need = per chi è (lei o un familiare)
    .wrong = Non ho capito per chi è. Scriva per esempio: per me, per mio figlio.
option-whom-SELF = per me
    .aliases = per me, me, me stesso, me stessa, io, il mio
option-whom-CHILD = per mio figlio o mia figlia
    .aliases = figlio, figlia, figli, mio figlio, mia figlia, per mio figlio, per mia figlia, bambino, bambina, minore
option-whom-SPOUSE = per mia moglie o mio marito
    .aliases = moglie, marito, coniuge, mia moglie, mio marito, per mia moglie, per mio marito
option-whom-PARENT = per mio padre o mia madre
    .aliases = padre, madre, papà, mamma, genitore, mio padre, mia madre, per mio padre, per mia madre
option-whom-RELATIVE = per un altro della mia famiglia
    .aliases = fratello, sorella, nonno, nonna, suocero, suocera, convivente, compagno, compagna, familiare, zio, zia
option-whom-STRANGER = per un'altra persona
    .aliases = un'altra persona, altra persona, vicino, vicina, vicino di casa, amico, amica, un amico, inquilino, inquilina, debitore, cliente, collega, ex marito, ex moglie, conoscente

slot-member = persona
    .labels = persona
    .ask = Di quale familiare? Scriva il nome.
    .need = il nome del familiare
    .wrong = Non ho capito di chi. Scriva il nome.
slot-deceased = codice fiscale del defunto
    .labels = codice fiscale, cf, codice fiscale del defunto
    .ask = Qual è il codice fiscale della persona deceduta?
    .need = il codice fiscale della persona deceduta
    .wrong = Non riconosco il codice fiscale. Lo scriva come sulla tessera sanitaria: 16 caratteri.
    .wrong-check = Un carattere di questo codice fiscale è sbagliato: lo ricontrolli.
slot-exemption = esenzione dal bollo
    .labels = esenzione, bollo, esente
    .ask = Paga il bollo o dichiara un'esenzione?
    .need = il bollo: pagare, o il motivo di esenzione
    .wrong = Non riconosco questa esenzione. La scelga dall'elenco; se non ne ha scriva: pago.
    .wrong-close = Ci sono più esenzioni che potrebbero essere: la scelga dall'elenco.
    .wrong-number = Nell'elenco non c'è questo numero.
option-exemption-NONE = Nessuna: pago il bollo
    .aliases = pago, pago il bollo, nessuna, nessuna esenzione, no esenzione, pagare
option-exemption-CHARITY = ONLUS
    .aliases = onlus, ente del terzo settore
option-exemption-SPORTS = Società sportiva
    .aliases = società sportiva, associazione sportiva
option-exemption-TRIAL = Atto da produrre in un processo
    .aliases = processuale, atto processuale, procedimento giudiziario, contributo unificato
option-exemption-EXPERT = Consulente del giudice o curatore fallimentare
    .aliases = ctu, curatore fallimentare, consulente tecnico
option-exemption-GUARDIANSHIP = Interdizione o amministrazione di sostegno
    .aliases = interdizione, inabilitazione, amministrazione di sostegno, amministratore di sostegno
option-exemption-ADOPTION = Adozione, affidamento o tutela di minori
    .aliases = adozione, affidamento, tutela minori, tutela di minori
option-exemption-DIVORCE = Separazione o divorzio
    .aliases = separazione, divorzio
option-exemption-STREET_RENAMED = Cambio del nome della via
    .aliases = variazione toponomastica, cambio via, toponomastica
option-exemption-FOREIGN_PENSION = Pensione estera
    .aliases = pensione estera, pensione straniera, pensione dall'estero
option-exemption-BETWEEN_BODIES = Scambio fra amministrazioni
    .aliases = scambio fra pubbliche amministrazioni, scambio fra amministrazioni
option-exemption-OTHER = Un'altra esenzione
    .aliases = altra esenzione, altro motivo
slot-reason = motivo dell'esenzione
    .labels = motivo, motivo dell'esenzione, legge
    .ask = Qual è la norma o il motivo dell'esenzione?
    .need = il motivo dell'esenzione
    .wrong = Scriva il motivo in poche parole.

example = { $way ->
    [sms] Es. CERTIFICATO residenza per la banca
   *[other] Per esempio: CERTIFICATO residenza per la banca
}
correction-example = destinatario banca

kind-name = { $kind ->
    [FAMILY] stato di famiglia
    [CIVIL_STATUS] stato civile
    [FREE_STATUS] stato libero
    [CITIZENSHIP] cittadinanza
    [EXISTENCE] esistenza in vita
    [BIRTH] nascita
    [MARRIAGE] matrimonio
    [DEATH] morte
    [FAMILY_WITH_RELATIONS] stato di famiglia con rapporti di parentela
    [FAMILY_AND_STATUS] stato di famiglia e stato civile
    [CIVIL_UNION] unione civile
    [COHABITATION] contratto di convivenza
    [COMMUNITY_RESIDENCE] residenza in convivenza
    [AIRE_RESIDENCE] residenza AIRE
    [AIRE_FAMILY] stato di famiglia AIRE
    [PAST_RESIDENCE] residenza storica
    [PAST_CITIZENSHIP] cittadinanza storica
   *[other] residenza
}
recipient-name = { $recipient ->
    [BANK] una banca
    [INSURANCE] un'assicurazione
    [EMPLOYER] il datore di lavoro
    [LANDLORD] il proprietario di casa
    [NOTARY] un notaio o un avvocato
    [ABROAD] l'estero
    [COURT] un tribunale
    [IMMIGRATION] una pratica di immigrazione
   *[other] un privato
}
exemption-name = { $exemption ->
    [CHARITY] ONLUS
    [SPORTS] società sportiva
    [TRIAL] atto da produrre in un processo
    [EXPERT] consulente del giudice o curatore
    [GUARDIANSHIP] interdizione o amministrazione di sostegno
    [ADOPTION] adozione, affidamento o tutela di minori
    [DIVORCE] separazione o divorzio
    [STREET_RENAMED] cambio del nome della via
    [FOREIGN_PENSION] pensione estera
    [BETWEEN_BODIES] scambio fra amministrazioni
   *[OTHER] { $reason }
}

owed-name = { $owed ->
    [both] bollo e diritti di segreteria
    [dues] diritti di segreteria
   *[duty] bollo
}

not-offered = Da qui non si possono ancora avere certificati: li rilascia l'anagrafe. Per gli orari scriva ORARI ANAGRAFE.
public-body = { $who ->
    [PUBLIC_SERVICE] Un gestore di servizi pubblici
   *[other] Un ufficio pubblico
    } non può chiedere né accettare certificati: sarebbe nullo (DPR 445/2000, art. 40 e 43). Deve accettare la sua autocertificazione, gratis e senza bollo. La preparo io, già compilata?
to-declaration = Bene, preparo l'autocertificazione.
stranger = Da qui si hanno solo certificati propri o della propria famiglia anagrafica. Il certificato ({ kind-name }) di un'altra persona si chiede all'anagrafe, con un documento. Vuole che passi la richiesta all'ufficio, che le risponde qui?
whose = { $again ->
    [whose-again] Non trovo questo nome nella sua famiglia anagrafica.
   *[other] Di chi?
    } Scriva il nome o il numero:
    { $members }
whose-death = Di chi è morto mi serve il codice fiscale (16 caratteri, è sulla tessera sanitaria). Da qui si ha solo per chi era nella sua famiglia anagrafica.
duty = { $must ->
    [yes] Per questo uso il certificato si rilascia solo in esenzione dal bollo: quale dichiara? Il motivo resta scritto sul certificato.
   *[no] Questo certificato paga il bollo di { $amount }, se non c'è un'esenzione, che resta scritta sul certificato. { $way ->
        [sms] Scriva PAGO, o il motivo (es. pensione estera).
       *[other] Paga, o dichiara un'esenzione? Un privato deve accettare anche l'autocertificazione, che è gratis: per averla scriva AUTOCERTIFICAZIONE.
        }
}
exemption-reason = { $long ->
    [yes] È troppo lungo: al massimo { $most } caratteri.
   *[no] Qual è la norma o il motivo che esenta dal bollo? (al massimo { $most } caratteri)
}
summary = Certificato ({ kind-name }) di { $name }, per { recipient-name }. { $cost ->
    [free] È gratuito.
    [exempt] Esente da bollo, su sua dichiarazione: { exemption-name }.{ $owed ->
        [dues] {" "}Restano { $amount } di { owed-name }: le mando il collegamento per pagare entro { $days } giorni, e appena è pagato il certificato.
       *[other] {""}
        }
   *[duty] Costa { $amount } di { owed-name }: le mando il collegamento per pagare entro { $days } giorni, e appena è pagato il certificato.
    }{ $alone ->
    [yes] { $way ->
        [sms] {""}
       *[other] {" "}Se è per un familiare scriva per esempio "per mio figlio".
        }
   *[no] {""}
    }
to-pay = Per il certificato ({ kind-name }) si pagano { $amount } di { owed-name } entro il { $until }: { $url } { $way ->
    [sms] Avviso { $nav }.
   *[other] Avviso pagoPA { $nav }.
    } Appena è pagato le mando qui il certificato.
waiting = Ho preparato il pagamento del bollo per il certificato ({ kind-name }): pagoPA in questo momento non risponde. Le mando il collegamento appena si può pagare.
being-issued = Il bollo risulta pagato: il certificato ({ kind-name }) è in arrivo.
given = { $way ->
    [sms] Lo apra entro il { $by } da { $link } con il suo codice fiscale: dopo vale solo per quel telefono o computer.
   *[other] È il file PDF allegato a questo messaggio.
    } { $term ->
    [until] Vale fino al { $until }.
   *[ever] Vale senza scadenza.
    } Chi lo riceve lo controlla con il codice { $code }{ $way ->
    [sms] {" "}(scrivendo VERIFICA e il codice).
   *[other] {" "}scrivendo VERIFICA e il codice, o su { $check }.
    }
issued = Ecco il certificato n. { $number } ({ kind-name }). { given }
issued-paid = Bollo pagato, grazie. Ecco il certificato n. { $number } ({ kind-name }). { given }
issued-late = Il registro risponde di nuovo. Ecco il certificato n. { $number } ({ kind-name }) che aveva chiesto. { given }
register-away = Il registro della popolazione in questo momento non risponde. Tengo la sua richiesta ({ kind-name }): appena risponde la riprendo io, e le scrivo qui. Non deve rifarla.
paid-away = Il bollo è pagato, ma il registro della popolazione in questo momento non risponde: le mando qui il certificato ({ kind-name }) appena risponde. Non deve fare altro.
acting-over = La delega per cui ha chiesto il certificato ({ kind-name }) non vale più: non l'ho rilasciato.
ask-again = Il registro della popolazione risponde di nuovo. Per il certificato ({ kind-name }) mi serve ancora un dato da lei: scriva CERTIFICATO e ricominciamo da lì.
paid = Pagamento ricevuto, ricevuta { $receipt }.
reminder = Il bollo del suo certificato ({ $amount }) si paga entro il { $until }: { $url }
office = { $why ->
    [stranger] Ho passato all'anagrafe la richiesta ({ kind-name }): per un'altra persona serve un documento, e un motivo.
    [not-registered] Non risulta iscritto all'anagrafe di questo comune: il certificato ({ kind-name }) lo può dare il comune di residenza, o l'Anagrafe nazionale. Per sicurezza guarda un impiegato.
    [no-family] Non risultano altri nella sua famiglia anagrafica: guarda un impiegato.
    [not-your-family] Da qui si rilascia solo per chi era nella sua famiglia anagrafica. La richiesta ({ kind-name }) passa all'anagrafe.
    [desk] Il certificato ({ kind-name }) richiede una ricerca in archivio: lo prepara un impiegato.
    [open-procedure] C'è una pratica in corso sull'iscrizione all'anagrafe: finché è aperta il certificato ({ kind-name }) lo decide un impiegato.
    [guardian] Il certificato ({ kind-name }) lo chiede chi ha la tutela: segue un impiegato.
    [aire] Chi è iscritto all'AIRE ha i certificati AIRE (residenza, stato di famiglia): questo ({ kind-name }) lo valuta un impiegato.
    [not-aire] Il certificato ({ kind-name }) è per gli italiani iscritti all'AIRE. Se le serve quello di residenza scriva CERTIFICATO RESIDENZA; intanto guarda un impiegato.
    [cancelled] L'iscrizione all'anagrafe risulta cancellata: il certificato ({ kind-name }) lo valuta un impiegato.
    [dead] La persona risulta deceduta: il certificato ({ kind-name }) lo valuta un impiegato.
    [alive] Per questa persona non risulta un atto di morte: guarda un impiegato.
    [community] Chi vive in una convivenza (casa di riposo, convento) non ha uno stato di famiglia, ma il certificato di residenza in convivenza. Guarda un impiegato.
    [not-community] Non risulta una residenza in convivenza: se le serve scriva CERTIFICATO RESIDENZA. Intanto guarda un impiegato.
    [several-citizenships] Risultano più cittadinanze: il certificato lo prepara un impiegato.
    [foreigner] Il certificato di cittadinanza è per i cittadini italiani: guarda un impiegato.
    [not-married] Nel registro non risulta un matrimonio in corso: guarda un impiegato.
    [not-united] Nel registro non risulta un'unione civile: guarda un impiegato.
    [not-free] Lo stato libero non risulta dal registro: guarda un impiegato.
    [alone] Nella famiglia risulta una persona sola: questo certificato lo valuta un impiegato.
    [acting-over] La delega per cui ha chiesto il certificato ({ kind-name }) non vale più: un impiegato decide se rilasciarlo o restituire quanto è stato pagato.
    [changed] Il bollo è pagato, ma dopo la richiesta i dati nel registro sono cambiati: un impiegato decide se rilasciare il certificato ({ kind-name }) o restituirle il bollo.
   *[other] Nel registro manca un dato che serve per il certificato ({ kind-name }): lo completa un impiegato.
    } Riferimento { $reference }: le risponde una persona qui entro il { $by }.
