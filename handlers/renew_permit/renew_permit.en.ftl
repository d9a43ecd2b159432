title = Renew a ZTL permit
keywords = renew, renewal

slot-plate = plate
    .labels = plate, number plate, licence plate
    .ask = Of which plate is the permit?
    .need = the plate of the permit
    .help = The plate is on the vehicle's papers, for example AB123CD.
    .wrong = I do not recognise the plate. Please write it as on the vehicle's papers, for example AB123CD.
    .wrong-letters = On plates the letters O and I and the digits 0 and 1 are easily confused: please check it and write it again, for example AB123CD.
slot-length = period
    .labels = period, length
    .ask = For how long?
    .need = the period
    .wrong = I did not understand the period. Please write for example: a year.
    .wrong-close = There are several periods that you may mean: please choose one.
    .wrong-number = There is no such number in the list.
option-length-YEAR = a year
    .aliases = year, one year, twelve months, 12 months
option-length-HALF_YEAR = six months
    .aliases = six months, 6 months, half a year, half year
option-length-SEASON = the season
    .aliases = season, summer

example = { $way ->
    [sms] E.g. RENEW
   *[other] For example: RENEW
}
correction-example = plate AB123CD

summary = Renewal of ZTL permit no. { $number } ({ $kind }), plate { $plates }, zone { $zone }: new end { $until ->
    [none] none
   *[other] { $until }
    }. { price-words }{ $why ->
    [moved] {" "}You are not enrolled at the address of the permit any more.
    [not-resident] {" "}You are not enrolled in this municipality any more.
   *[none] {""}
    }{ papers-words }
no-renewal = Permit no. { $number } ({ $kind }) is not renewed: when it ends, and you still need one, write PERMIT.
no-end = Permit no. { $number } ({ $kind }), plate { $plates }, has no end: there is nothing to renew.
too-early = Permit no. { $number }, plate { $plates }, is valid until { $until }. It can be renewed from { $opens }: I will write to you before it ends.
too-late = Permit no. { $number }, plate { $plates }, ended on { $until }: it is too late to renew it. Please ask for a new one, writing PERMIT.
expiring = Your ZTL permit ({ $kind }, plate { $plates }) { $left ->
    [today] ends today
   *[other] ends on { $until }
    }. { $renewable ->
    [no] If you need another one write PERMIT.
   *[yes] To renew it reply RENEW.
    }
lapsed = Your ZTL permit no. { $number } ({ $kind }, plate { $plates }) was not paid in time: it is not valid any more.{ $back ->
    [none] {""}
   *[other] {" "}The one before, no. { $back }, is valid again.
    } If you have paid already, wait for the receipt.
