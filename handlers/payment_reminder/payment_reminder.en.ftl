title = Reminder of a payment term
keywords = reminder, remind

example = For example: REMINDER
correction-example = reminder

set = All right: the day before, unless you have paid by then, I will remind you of:
    { $terms }{ $near ->
    [none] {""}
   *[other] {"\u000A"}For these the day before has passed, or there is no term:
    { $near }
    }
too-near = It is too late to remind you the day before, or there is no term:
    { $near }
nothing = There is nothing to remind you of: of what you asked me for here no notice is left to pay. For a fine write FINE.
