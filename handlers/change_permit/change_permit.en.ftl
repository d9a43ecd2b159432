title = Change plate or address of a ZTL permit
keywords = change

slot-what = what changes
    .labels = what changes
    .ask = What changes on the permit?
    .need = what changes (plate or address)
    .wrong = I did not understand. Please write: plate, or address.
    .wrong-close = Please write: plate, or address.
    .wrong-number = There is no such number in the list.
option-what-PLATE = the plate
    .aliases = plate, car, vehicle, new car, new plate
option-what-ADDRESS = the address
    .aliases = address, home, street, zone, moved, new address
slot-plate = new plate
    .labels = new plate, plate
    .ask = What is the new plate? (for example AB123CD)
    .need = the new plate
    .help = The plate is on the vehicle's papers, for example AB123CD.
    .wrong = I do not recognise the plate. Please write it as on the vehicle's papers, for example AB123CD.
    .wrong-letters = On plates the letters O and I and the digits 0 and 1 are easily confused: please check it and write it again, for example AB123CD.
slot-which = number in the list
    .labels = number in the list
    .ask = Which one? (the number in the list)
    .need = the number in the list
    .wrong = Please write the number that is in the list, for example 1.
slot-address = address
    .labels = new address
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
    [sms] E.g. CHANGE plate AB123CD
   *[other] For example: CHANGE plate AB123CD
}
correction-example = new plate AB123CD

what-changes = What changes on the permit: the plate or the address?
new-plate = What is the new plate{ $plate ->
    [none] {" "}to add to permit no. { $number }?
   *[other] , instead of { $plate } (permit no. { $number })?
    }
summary = ZTL permit no. { $number } ({ $kind }): { $what ->
    [address] address { $new }, zone { $zone }, instead of { $before ->
        [none] the one before
       *[other] { $before }
        }
   *[plate] { $before ->
        [none] plate { $new } is added
       *[other] plate { $new } instead of { $before }
        }
    }, { until-words }. { price-words }{ papers-words } What you confirm counts as a declaration (DPR 445/2000).
no-change = On permit no. { $number } ({ $kind }) this cannot be changed: give it up writing RENOUNCE, and ask for another writing PERMIT.
same-address = The permit is for { $address } already, where you are enrolled. If you have moved, first declare your new residence at the registry office.
