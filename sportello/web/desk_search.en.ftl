# The search.
se-heading = Search
se-label = What do you look for?
se-hint = Reference of a case, plate, fiscal code, protocol number or permit number: the whole of it.
se-noted = Each search is written in the log; whoever is found can read that they were looked for.
se-do = Search
se-found = Found for “{ $typed }”
se-read-as = Looked for as
se-as-reference = reference
se-as-plate = plate
se-as-fiscal-code = fiscal code
se-as-entry = protocol number
se-as-permit = permit number
se-none = There is nothing. Check each letter: only the whole is looked for.
se-not-read = It is no reference, plate, fiscal code or number such as 123/2026: check whether something is missing.
se-person = Person
se-name = Name
se-unknown = nobody we know
se-requests = { $count ->
    [one] One case
   *[other] { $count } cases
}
se-permits = { $count ->
    [one] One permit
   *[other] { $count } permits
}
se-open = Open since { $opened }, to be decided by { $due }
se-accepted = Opened on { $opened }, granted on { $on }
se-refused = Opened on { $opened }, not granted on { $on }
se-withdrawn = Opened on { $opened }, withdrawn
se-entry = Protocol { $number }
se-elsewhere = of another office ({ $office })
se-zone = Zone { $zone }
se-valid = from { $since } to { $until }
se-valid-since = from { $since }
se-replaced = replaced by { $number }
se-state-active = valid
se-state-expired = expired
se-state-pending = to be paid
se-state-suspended = suspended
se-state-revoked = revoked
se-on = Entered
se-sender = Sender
se-subject = Subject
se-annulled = Annulled
se-yes = yes
