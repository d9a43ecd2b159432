# What every service of permits says alike.

permit-name = n. { $number } ({ kind-name }, targa { $plates })
price = { $amount }{ $duty ->
    [no] {""}
   *[other] , di cui { $duty } di bollo
    }
ends = { $until ->
    [none] senza scadenza
   *[other] fino al { $until }
    }
worth-of-words = Quello che conferma vale come dichiarazione (DPR 445/2000).
documents = { $licence ->
    [yes] { $way ->
        [sms] {" "}patente fronte e retro;
       *[other] {"\u000A"}- patente, fronte e retro
        }
   *[no] {""}
    }{ $registration ->
    [yes] { $way ->
        [sms] {" "}libretto dell'auto fronte e retro;
       *[other] {"\u000A"}- carta di circolazione (libretto) o documento unico, fronte e retro
        }
   *[no] {""}
    }
