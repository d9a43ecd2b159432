title = Il mio PIN
keywords = pin

example = Per esempio: PIN
correction-example = PIN

link = { $way ->
    [sms] Il PIN si sceglie entro le { $until } su { $url } (codice { $code }). Non lo scriva mai qui. Da allora lo chiedo prima di ogni domanda o modifica.
   *[other] Il PIN si sceglie o si cambia in questa pagina, entro le { $until }:
    { $url }
    La pagina deve mostrare il codice { $code }. Da allora lo chiedo, sempre in una pagina, prima di ogni domanda o modifica fatta da un suo telefono: chi glielo prende non può fare nulla a suo nome. Non lo scriva mai qui.
}
no-conversation = Dalla sua PEC il PIN non serve: ogni messaggio prova da solo chi è. Per sceglierlo scriva PIN da un telefono collegato a lei.
