# What all services of permits say alike.

kind-resident = residents
kind-dweller = people living here, enrolled elsewhere
kind-guest = guests
kind-doctor = doctors and midwives
kind-garage = garages in the zone
kind-lodging = hotels and lodgings
kind-electric = electric vehicles
kind-disabled = people with a disability
kind-professional = professional categories
kind-substitute = replacement vehicle
kind-foreign-plate = foreign plate

document-licence = driving licence (both sides)
document-registration = vehicle registration (both sides)
document-lease = lease or other title to the home
document-host = statement of the host
document-order = enrolment with the professional order
document-business = registration of the business
document-garage = title to the garage
document-medical = badge or certificate of the health authority
document-purchase = proof of purchase
document-repair = paper of the workshop
document-report = report to the police

length-year = a year
length-half-year = six months
length-season = the season

permit-line = { $plates }: { $kind }, no. { $number }, { $state ->
    [expired] expired
   *[valid] { $until ->
        [none] without an end
       *[other] until { $until }
        }
    }

place-line = { $plate ->
    [none] none: the new plate is added
   *[other] { $plate }
    } (permit no. { $number })
which-place = Which one is it about? Please write the number.
    { $places }

until-words = { $until ->
    [none] without an end
   *[other] until { $until }
    }
price-words = { $cost ->
    [free] It costs nothing{ $decides ->
        [office] . The office in charge decides.
       *[rule] {" "}and is valid at once.
        }
   *[due] It costs { $amount }{ $duty ->
        [none] {""}
       *[other] {" "}({ $duty } of it stamp duty)
        }{ $decides ->
        [office] , to be paid only if the office in charge, which decides, grants it.
       *[rule] , to be paid within { $days } days: { $trusted ->
            [yes] it is valid at once.
           *[no] it is valid once paid.
            }
        }
    }
papers-words = { $documents ->
    [none] {""}
   *[other] {" "}Needed, photos will do: { $documents }. You can send them after confirming.
    }

not-offered = ZTL permits cannot be asked for here yet: the permits office deals with them. For opening hours write HOURS.
register-away = The population register does not answer right now, and I need your address from it. Please try again in some minutes.
no-permit = There is no ZTL permit in your name. To ask for one write PERMIT.
not-yours = There is no permit in your name for plate { $plate }.
which = You have several permits: which one is it about? Please write the plate.
    { $permits }
how-long = The permit for { $kind } can be had for different periods ({ $lengths }): for how long?
which-address = At which address? (street and number: the permit for { $kind } is tied to an address)
which-zone = In which zone { $address ->
    [none] do you need it
   *[other] is { $address }
    }?
not-resident = You are not enrolled as a resident of this municipality, and the permit for { $kind } is tied to that. If you live here without being enrolled write PERMIT DWELLER.
same-plate = Plate { $plate } is on the permit already.
ended = Permit no. { $number } (plate { $plates }) is not valid today. If it has expired, write RENEW.
gone = Meanwhile the permit { $old ->
    [none] {""}
   *[other] no. { $old }{" "}
    }was changed or has ended: I did nothing. To see what there is write RENEW.
asked-already = You have asked for it already: reference { $reference }, answer by { $answer_by }. To see how far it is write { command-status } { $reference }.

paper-words = { $paper ->
    [no] The PDF is not ready now: in some minutes write DUPLICATE COPY.
   *[yes] { $way ->
        [sms] Open the PDF by { $by } at { $link } with your fiscal code.
       *[other] The PDF is attached.
        } Code to check it: { $code }.
    }
old-words = { $old ->
    [none] {""}
   *[other] {" "}The one before (no. { $old }) is not valid any more.
    }
back-words = { $hand_back ->
    [yes] {" "}The paper badge, if you have one, goes back to the permits office.
   *[no] {""}
    }
check-words = { $documents ->
    [none] {""}
   *[other] {" "}{ $attached ->
        [none] Within { $days } days send photos of: { $documents }. { $way ->
            [sms] They cannot come by SMS: send them by Telegram, e-mail or PEC, writing ADD { $reference }.
           *[other] Send them here, or from another channel of yours, writing ADD { $reference }.
            }
       *[other] I kept your attachments ({ $attached }) for the check, reference { $reference }.
        }
    }
issued = Done. ZTL permit no. { $number } ({ $kind }), plate { $plates }, zone { $zone }: valid from { $since } { until-words }.{ old-words }{ back-words }{ check-words } { paper-words }
to-pay = { $trusted ->
    [yes] ZTL permit no. { $number }, plate { $plates }: valid from now { until-words }, if you pay { $amount } by { $pay_by }
   *[no] ZTL permit no. { $number }, plate { $plates }: valid { until-words }, once you pay { $amount }, by { $pay_by }
    }: { $url } { $way ->
    [sms] Notice { $nav }.
   *[other] pagoPA notice { $nav }.
    } As soon as it is paid I send you the permit.{ check-words }
waiting = ZTL permit no. { $number }, plate { $plates }: { $trusted ->
    [yes] valid from now { until-words }, if you pay it ({ $amount }) by { $pay_by }.
   *[no] valid once you pay it ({ $amount }, by { $pay_by }).
    } pagoPA does not answer right now: I send you the link as soon as it can be paid.{ check-words }
being-paid = Permit no. { $number } has been paid already: the permit is on its way.
opened = Request sent: reference { $reference }. { $why ->
    [draft] Unsigned it is a draft: the office in charge will write to you by { $answer_by }.
    [moved] The address of the permit is not that of your residence any more: the office in charge decides, by { $answer_by }.
    [not-resident] You are not enrolled here any more: the office in charge decides, by { $answer_by }.
   *[other] The office in charge decides, by { $answer_by }.
    }{ $documents ->
    [none] {""}
   *[other] {" "}{ $attached ->
        [none] Now send photos of: { $documents }. { $way ->
            [sms] They cannot come by SMS: send them by Telegram, e-mail or PEC, writing ADD { $reference }.
           *[other] Send them here, or from another channel of yours, writing ADD { $reference }.
            }
       *[other] Attachments received: { $attached }. If one is missing ({ $documents }) send it writing ADD { $reference }.
        }
    }
copy = Here is ZTL permit no. { $number } ({ $kind }) again, plate { $plates }, { until-words }. { paper-words }
renounced = Done. ZTL permit no. { $number }, plate { $plates }, is not valid any more: that plate may not enter the ZTL.{ back-words }
