title = Ask for a ZTL permit
keywords = permit, permits

slot-kind = kind of permit
    .labels = kind, kind of permit, permit for
    .ask = On what grounds do you ask for the permit?
    .need = the grounds (residents, guests, electric vehicle, ...)
    .help = The kind depends on why you enter the ZTL: for example residents for who lives there and is enrolled there.
    .wrong = I did not understand the kind of permit. Please write for example: residents.
    .wrong-close = There are several kinds that you may mean: please choose one.
    .wrong-number = There is no such number in the list.
option-kind-RESIDENT = Residents
    .aliases = resident, residents, i live there
option-kind-DWELLER = Living here, enrolled elsewhere
    .aliases = dweller, tenant, student, not enrolled
option-kind-GUEST = Guests
    .aliases = guest, guests, visitor, visitors
option-kind-ELECTRIC = Electric vehicle
    .aliases = electric, electric car, electric vehicle, ev
option-kind-DISABLED = People with a disability
    .aliases = disabled, disability, disabled badge
option-kind-GARAGE = Garage in the zone
    .aliases = garage, parking place, box
option-kind-LODGING = Hotel or lodging
    .aliases = hotel, lodging, guest house
option-kind-DOCTOR = Doctors and midwives
    .aliases = doctor, midwife, physician
option-kind-PROFESSIONAL = Professional categories
    .aliases = plumber, electrician, craftsman, courier, professional
option-kind-FOREIGN_PLATE = Foreign plate
    .aliases = foreign plate
slot-plate = plate
    .labels = plate, number plate, licence plate
    .ask = What is the plate of the vehicle? (for example AB123CD)
    .need = the plate of the vehicle
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
slot-address = address
    .labels = address of the home
    .ask = What is the address? (street and number)
    .need = the address (street and number)
    .wrong = I do not recognise the address. Please write it like this: via Roma 12.
    .wrong-number = The house number is missing. Please write it like this: via Roma 12.
slot-zone = zone
    .labels = zone, letter
    .ask = In which zone?
    .need = the zone
    .help = The zone is the letter on the signs of your street, for example B.
    .wrong = I do not recognise the zone. Please write the letter on the signs, for example B.
    .wrong-close = There are several zones that you may mean: please choose one.
    .wrong-number = There is no such number in the list.

example = { $way ->
    [sms] E.g. PERMIT residents AB123CD
   *[other] For example: PERMIT residents AB123CD
}
correction-example = plate AB123CD

summary = ZTL permit for { $kind }, plate { $plates }, zone { $zone }{ $address ->
    [none] {""}
   *[other] , { $address }
    }, { until-words }.{ $rank ->
    [none] {""}
    [first] {" "}It is the first car of the household.
   *[other] {" "}It is car no. { $rank } of the household.
    } { price-words }{ papers-words } What you confirm counts as a declaration (DPR 445/2000).
kind-not-offered = There is no ZTL permit for { $kind } here. To talk about it with a person write { command-operator }.
have-already = You have permit no. { $number } ({ $kind }) for plate { $plates } already, { until-words }. To renew it write RENEW, for the PDF again write DUPLICATE COPY.

paid = Payment received (receipt { $receipt }). ZTL permit no. { $number } ({ $kind }), plate { $plates }, zone { $zone }: valid { until-words }.{ old-words } { paper-words }
paid-in-vain = I have received the payment (receipt { $receipt }), but permit { $number } cannot be valid any more. The money is owed back to you: write { command-operator }.
reminder = ZTL permit no. { $number } ({ $amount }) is to be paid by { $until }: { $url }
refused = Request { $reference } (permit for { $kind }, plate { $plates }): so nothing changes, and there is nothing to pay. If you can put right what is missing, please ask again.
taken-back = ZTL permit no. { $number }, plate { $plates }, is not valid any more: the documents of request { $reference } were not accepted. For questions write { command-operator }.
