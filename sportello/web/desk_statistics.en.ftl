# The page of figures.
st-heading = Figures
st-say = { $today ->
    [yes] From 1 January to today, { $until }. Days that are over are counted at night; today is counted now.
   *[no] The whole year, up to { $until }.
}
st-year = Year
st-sheet = Download every day (CSV)
st-totals = In short
st-before = Same days of { $year }: { $value }
st-none = There is nothing to count in this year yet.
st-legend-now = { $year }
st-legend-before = { $year }
st-legend = Colours
st-picture = { $heading }: plot. The values are in the table.
st-table = { $heading }: table
st-month = Month
st-key = Item
st-time = Time
st-change = Change
st-compared = Items and times are compared with the same days of the year before, months with whole months.

st-contacts = Messages received
st-monthly-people = Different people
st-requests = Cases opened
st-services = Services done
st-payments = Payments
st-cents = Amount paid
st-permits = Permits issued
st-certificates = Certificates issued
st-answered = Time of the first answer
st-decided = Days to decide a case
st-decided-working = Working days to decide a case

st-by-month = { $what } by month
st-contacts-keys = Messages by channel
st-services-keys = Services done
st-requests-keys = Cases by kind
st-payments-keys = Payments by service
st-permits-keys = Permits by kind
st-certificates-keys = Certificates by kind
st-abandoned-keys = Where citizens left half-way

st-channel-sms = SMS
st-channel-telegram = Telegram
st-channel-email = E-mail
st-channel-pec = PEC
st-channel-try-sms = SMS, tried
st-channel-try-chat = Telegram, tried
st-channel-try-mail = E-mail, tried
st-channel-try-pec = PEC, tried
st-imported = Notices of other offices
st-left = { $service }: { $place }
st-place-confirm = confirmation
st-place-repair = correction
st-place-proof = identification
st-place-pin = PIN
st-place-none = before a question

st-answered-told = Half of the messages were answered { $half }, nine of ten { $most }.
st-decided-told = Half of the cases are decided in { $half }, nine of ten in { $most }.
st-within-seconds = { $n ->
    [one] within a second
   *[other] within { $n } seconds
}
st-within-minutes = { $n ->
    [one] within a minute
   *[other] within { $n } minutes
}
st-within-hours = { $n ->
    [one] within an hour
   *[other] within { $n } hours
}
st-within-days = { $n ->
    [one] within a day
   *[other] within { $n } days
}
st-longer = over { $days } days
st-in-days = { $n ->
    [0] less than a day
    [one] one day
   *[other] { $n } days
}
