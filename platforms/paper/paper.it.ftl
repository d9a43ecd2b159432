# The payment notice and the receipt, as they are printed.

pagopa = pagoPA
creditor = Ente creditore
creditor-code = Codice fiscale dell'ente
subject = Oggetto
nav = Codice avviso

notice = Avviso di pagamento
cbill = Codice CBILL
how-much = Quanto pagare
option-discounted = Importo scontato
option-reduced = Importo ridotto
option-increased = Importo maggiorato
option-other = Importo da pagare
until = entro il { $day }
code-alt = Codice QR per pagare { $amount } con il codice avviso { $nav }
how = Come pagare
online = Dal telefono o dal computer
online-how = Inquadri il codice QR con l'app IO o con l'app della sua banca, oppure scriva il codice avviso e il codice fiscale dell'ente nel sito della banca (voce CBILL o pagoPA) o di un altro servizio di pagamento.
in-person = Di persona
in-person-how = Porti questo foglio, anche sul telefono, in banca, all'ufficio postale, in tabaccheria, in ricevitoria o in un altro punto che mostra il segno pagoPA.
needed = Bastano il codice QR, oppure codice avviso, codice fiscale dell'ente e importo.

to-know = Da sapere
one-of-two = Paghi uno solo dei due importi: pagato uno, l'altro non è più dovuto.
after-discounted = Lo sconto vale fino al { $day }. Dopo quel giorno si paga l'importo ridotto.
after-reduced = Dopo il { $day } l'importo aumenta e, se non si paga, l'ente avvia la riscossione forzata.
may-change = L'importo può essere aggiornato: al momento di pagare le viene mostrato quello dovuto in quel momento, che può essere diverso da quello stampato qui.
in-full = Si paga l'importo intero: un importo minore vale solo come acconto.
no-appeal = Chi paga rinuncia al ricorso.
already = Se ha già pagato non deve fare altro. La ricevuta le arriva da chi ha riscosso il pagamento.
printed = Avviso preparato il { $day }.

post = Bollettino Postale PA
account = sul conto corrente n.
holder = intestato a
post-kind = Tipo P1
post-alt = Codice Data Matrix degli uffici postali per pagare { $amount } con il codice avviso { $nav }

receipt = Attestazione di pagamento
summary = Pagato: { $amount } il { $day }.
nothing-more = Il debito indicato qui sotto è pagato: non deve fare altro.
fact = Dato
value = Valore
paid-amount = Importo pagato
paid-at = Pagato il
day-and-hour = { $day } alle { $hour }
iuv = Codice IUV
psp = Pagato tramite
receipt-id = Identificativo della ricevuta
proof = Il pagamento è provato dalla ricevuta che pagoPA ha trasmesso all'ente creditore, con l'identificativo indicato qui sopra. Con la ricevuta il pagamento è definitivo e libera dal debito.
keep = Conservi questa attestazione. Non contiene dati di chi ha pagato.

# La lettera con il collegamento per attivare le credenziali, consegnata allo sportello.
letter = Credenziali per i servizi del comune
letter-recovery = Nuova password per i servizi del comune
letter-for = Consegnata a
letter-username = Nome utente
letter-once = Scelga la sua password { $until }
letter-until = entro il { $day } alle { $hour }
letter-scan = Inquadri il codice con il telefono, oppure scriva l'indirizzo nel browser:
letter-code-alt = Codice QR che apre { $url }
letter-steps = Come si fa
letter-step-open = Apra il collegamento: vale una volta sola. Controlli che la pagina mostri il nome utente scritto qui.
letter-step-password = Scelga una password che non usa altrove. La scriva solo in quella pagina.
letter-step-app = La pagina mostra un codice da inquadrare con un'app per i codici di accesso: da allora serve anche il codice che l'app mostra. Conservi i codici di riserva.
letter-know = Da sapere
letter-know-nobody = Nessuno del comune le chiederà mai la password o un codice, né a voce né per messaggio.
letter-know-used = Se il collegamento risulta già usato e non è stato lei, lo dica subito allo sportello: blocchiamo le credenziali.
letter-know-worth = Valgono solo per i servizi di questo comune e non come firma: una domanda va firmata con SPID, con la carta d'identità elettronica o dalla sua PEC (CAD, art. 65).
letter-know-lost = Password dimenticata: scriva CREDENZIALI dalla sua PEC, o torni allo sportello con la carta d'identità.
letter-know-spid = Con SPID, la carta d'identità elettronica o la CNS può accedere anche senza queste credenziali.
letter-printed = Lettera preparata il { $day } da { $by }, dopo aver controllato il documento.
