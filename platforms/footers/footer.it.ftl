# Chiude ogni avviso: deve costare poco per SMS (solo lettere dell'alfabeto GSM a 7 bit).
sms = Non ne vuole più? Risponda STOP
sms-one-way = Non ne vuole più? Scriva STOP al { $number }
sms-nowhere = { $city }
telegram = Per non ricevere più avvisi scriva STOP.
email = { $city }
    Per non ricevere più avvisi risponda STOP a questa e-mail.
