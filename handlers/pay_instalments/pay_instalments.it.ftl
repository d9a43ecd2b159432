title = Pagare una multa a rate
keywords = rate, rateizzazione, rateizzare, rateazione, dilazione

slot-plate = targa
    .labels = targa, tg, targato, targata
    .ask = Qual è la targa del veicolo? (per esempio AB123CD)
    .need = { $way ->
        [sms] targa
       *[other] la targa del veicolo (per esempio AB123CD)
    }
    .help = La targa è scritta sul foglio della multa e sulla carta di circolazione, per esempio AB123CD.
    .wrong = Non riconosco la targa. La scriva come sul libretto, per esempio AB123CD.
    .wrong-letters = Nelle targhe le lettere O e I e le cifre 0 e 1 si confondono: la ricontrolli sul libretto e la riscriva, per esempio AB123CD.
slot-number = numero del verbale
    .labels = numero del verbale, numero verbale, n. verbale, num verbale, verbale numero, verbale, preavviso, numero, num, multa
    .ask = Qual è il numero del verbale? Lo trova in alto sul foglio, per esempio V12345/2026.
    .need = { $way ->
        [sms] numero del verbale (è in alto)
       *[other] il numero del verbale (in alto sul foglio, per esempio V12345/2026)
    }
    .help = Il numero del verbale è in alto sul foglio della multa, di solito dopo "verbale n.", per esempio V12345/2026.
    .wrong = Non riconosco il numero del verbale. Lo trova in alto sul foglio, per esempio V12345/2026.
    .wrong-date = Questa mi sembra una data. Mi serve il numero del verbale: è in alto sul foglio, per esempio V12345/2026.
    .wrong-plate = Questa mi sembra una targa. Mi serve il numero del verbale: è in alto sul foglio, per esempio V12345/2026.
    .wrong-notice = Questo è il numero di un avviso pagoPA: controlli le 18 cifre, e per pagarlo scriva PAGA e il numero. Perché io trovi la multa mi serve il numero del verbale, per esempio V12345/2026.
slot-on = data
    .labels = data della violazione, data del verbale, data notifica, data violazione, data verbale, data, notificato il, notificata il, del giorno
    .ask = Qual è la data della violazione o della notifica? (per esempio 03/02/2026)
    .need = { $way ->
        [sms] data della violazione o notifica
       *[other] la data della violazione o della notifica (per esempio 03/02/2026)
    }
    .help = La data è quella della violazione, scritta sul foglio, oppure quella in cui il verbale le è stato notificato, per esempio 03/02/2026.
    .wrong = Non riconosco la data. La scriva per esempio così: 03/02/2026.
    .wrong-impossible = Questa data non esiste. La scriva per esempio così: 03/02/2026.

example = { $way ->
    [sms] Es. RATE AB123CD V12345/2026 03/02/2026
   *[other] Per esempio: RATE AB123CD V12345/2026 03/02/2026
}
correction-example = targa AB123CD

not-found = Non trovo una multa con questi dati. Controlli sul foglio targa, numero del verbale e data.
already-paid = Il verbale { $number } risulta già pagato: non deve fare altro. Se le sembra sbagliato: { command-operator }.
appealed = Per il verbale { $number } risulta un ricorso: chi ricorre non può chiedere le rate. Per chiarimenti: { command-operator }.
cancelled-fine = Il verbale { $number } è stato annullato: non deve pagare nulla.
not-reducible = Per la violazione del verbale { $number } la legge non prevede il pagamento in misura ridotta: l'importo lo stabilisce il Prefetto, che le scriverà. Per chiarimenti: { command-operator }.
ticket = { $number } è un preavviso: le rate si possono chiedere quando riceverà a casa il verbale.
small = Il verbale { $number } non supera 200 euro: la legge permette le rate solo oltre questa somma (art. 202-bis). Per pagarlo scriva MULTA.
late = Per il verbale { $number } è tardi: le rate si chiedono entro 30 giorni dalla notifica (art. 202-bis). Per l'importo di oggi scriva MULTA.

conditions = Verbale { $number }: { $amount }, senza lo sconto del 30%. { $way ->
    [sms] In rate: al massimo { $count }, di circa { $each } più interessi. Serve un reddito annuo fino a { $income }, più { $relative } per ogni familiare convivente, e si rinuncia al ricorso. La domanda firmata va data entro il { $ask_by }.
   *[other] Si può chiedere di pagare a rate (art. 202-bis del Codice della strada):
    - al massimo { $count } rate mensili, di circa { $each } più gli interessi
    - con un reddito annuo fino a { $income }, più { $relative } per ogni familiare convivente
    - chi lo chiede rinuncia al ricorso
    - la domanda firmata va presentata entro il { $ask_by }
    }
    Se ha questi requisiti può presentare la domanda da qui.

opened = { $worth ->
    [application] La sua domanda di rate per il verbale { $number } è presentata e vale come firmata: riferimento { $reference }. Le risponde una persona qui entro il { $by }. Manca solo la dichiarazione del reddito: la dia alla Polizia locale entro il { $ask_by }.
   *[draft] Ho passato all'ufficio la sua richiesta di rate per il verbale { $number }: riferimento { $reference }. Le risponde una persona qui entro il { $by }. Attenzione: è una bozza, vale come domanda solo quella firmata, con la dichiarazione del reddito, da dare alla Polizia locale entro il { $ask_by }.
}
asked-already = Per il verbale { $number } ha già chiesto le rate: riferimento { $reference }. Le risponde una persona qui entro il { $by }.
