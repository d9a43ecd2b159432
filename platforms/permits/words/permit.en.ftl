# Permits: what stands beside the Italian as a courtesy.

facsimile-note = Facsimile: for trying out, without any value.
keep = For the holder: to be kept, not to be displayed
holder = Holder
fiscal-code = Tax code
address = Address
kind = Kind of permit
issued = Issued on
replaces = In place of no.
mind = Please remember
duty-show = Display the upper half behind the windscreen, so that it can be read from outside.
duty-fold = This half holds your data: fold it behind, or cut it off and keep it with you.
duty-gates = The gates read the number plate: what counts is the municipality's record, even without this sheet.
duty-tell = If your plate or address changes, or you no longer need the permit, tell the counter at once.
check = Checking
check-how = Whoever scans the QR code, opens the address or sends VERIFY and the code to the counter learns whether the permit is valid; your name is not shown.
seal = Digital document with the municipality's electronic seal. On a printed copy the verification code stands in place of a handwritten signature.
seal-facsimile = Sealed with a certificate for trying out: no office issued it.

duty-keep = There is nothing to display: keep this sheet.
kind-other = Access permit
kind-resident = Residents
kind-dweller = Dwellers
kind-guest = Guests
kind-doctor = Doctors and midwives
kind-garage = Garages inside
kind-lodging = Lodging
kind-electric = Electric vehicles
kind-disabled = People with a disability
kind-professional = Professionals
kind-substitute = Substitute vehicle
kind-foreign-plate = Foreign plate, provisional
