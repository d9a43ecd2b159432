# Closes every alert: by SMS it has to be cheap (letters of the 7-bit GSM alphabet only).
sms = Had enough? Reply STOP
sms-one-way = Had enough? Write STOP to { $number }
sms-nowhere = { $city }
telegram = To get no more alerts write STOP.
email = { $city }
    To get no more alerts answer this e-mail with STOP.
