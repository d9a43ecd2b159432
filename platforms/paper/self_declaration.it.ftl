title = Dichiarazione sostitutiva di certificazione
title-47 = Dichiarazione sostitutiva dell'atto di notorietà
article = (art. 46 del d.P.R. 28 dicembre 2000, n. 445)
article-47 = (art. 47 del d.P.R. 28 dicembre 2000, n. 445)
undersigned = { $sex ->
    [F] La sottoscritta
   *[M] Il sottoscritto
    } { $name }, { $sex ->
    [F] nata
   *[M] nato
    } a { $born_in } il { $born_on }, codice fiscale { $fiscal_code }, residente a { $town }, { $street }
aware = consapevole delle sanzioni penali previste dall'art. 76 del d.P.R. 28 dicembre 2000, n. 445 per chi dichiara il falso, e della decadenza dai benefici ottenuti con dichiarazioni non vere (art. 75)
declares = dichiara
signature = Firma
place-date = Luogo e data
privacy-title = Informativa sui dati personali
privacy = I dati di questa dichiarazione sono trattati, anche con strumenti informatici, da chi la riceve e solo per il procedimento per cui è resa (art. 13 del Regolamento UE 2016/679).
valid = Non serve che la firma sia autenticata, e non si paga il bollo. Vale quanto il certificato che sostituisce (art. 48 del d.P.R. 445/2000). Le amministrazioni pubbliche e i gestori di servizi pubblici devono accettarla; dal 15 settembre 2020 anche i privati (art. 30-bis del d.l. 16 luglio 2020, n. 76). Non si usa nei processi.
valid-47 = Se non è firmata davanti all'impiegato che la riceve, si allega una copia del documento d'identità (art. 38 del d.P.R. 445/2000). Le amministrazioni pubbliche e i gestori di servizi pubblici devono accettarla; dal 15 settembre 2020 anche i privati (art. 30-bis del d.l. 16 luglio 2020, n. 76), ai quali può essere dovuto il bollo. Non si usa nei processi.

fact-residence = di essere residente a { $town }, { $street }, dal { $since }
fact-birth = di essere { $sex ->
    [F] nata
   *[M] nato
    } a { $born_in } il { $born_on }
fact-citizenship = di essere in possesso della cittadinanza: { $citizenships }
fact-civil-status = di essere { $status ->
    [SINGLE] { $sex ->
        [F] nubile
       *[M] celibe
        }
    [MARRIED] { $sex ->
        [F] coniugata
       *[M] coniugato
        } con { $partner }
    [WIDOWED] { $sex ->
        [F] vedova
       *[M] vedovo
        }
    [DIVORCED] { $sex ->
        [F] divorziata
       *[M] divorziato
        }
    [CIVIL_UNION] { $sex ->
        [F] unita civilmente
       *[M] unito civilmente
        } con { $partner }
   *[other] di stato libero
    }
fact-existence = di essere in vita
fact-family = che la famiglia anagrafica si compone come segue:
member = { $name }, { $sex ->
    [F] nata
   *[M] nato
    } a { $born_in } il { $born_on }
nobody = ____________________
