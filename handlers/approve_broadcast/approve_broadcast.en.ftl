title = Approve an alert
keywords = approve

slot-code = number
    .labels = number, alert
    .ask = Which alert? For example: 2026-0007.
    .need = the number of the alert
    .wrong = The number is like 2026-0007.

example = For example: APPROVE 2026-0007
correction-example = number 2026-0007

preview = { $kind ->
    [emergency] EMERGENCY
   *[other] Alert
    } { $code } by { $by }, until { $until }:
    { $text }
    It reaches { $people ->
        [one] 1 person
       *[other] about { $people } people
    } by { $messages ->
        [one] 1 message
       *[other] { $messages } messages
    }, estimated cost { $price }. If you approve, it leaves.
approved = Alert { $code }: approved.{ $state ->
    [submitted] {" "}One more approver is needed.
   *[other] {""}
    }
own = You wrote or submitted alert { $code } yourself: somebody else approves it.
unknown = There is no alert { $code }.
not-waiting = Alert { $code } does not wait for approval ({ $state }).
refused = Alert { $code } was not approved ({ $why }, { $by }): look at it again with APPROVE { $code }.
asked = { $kind ->
    [emergency] EMERGENCY
   *[other] Alert
    } { $code } by { $by } waits for approval, { $people ->
        [one] 1 person
       *[other] about { $people } people
    }: { $text }. Write APPROVE { $code }, or reject it at the desk.
not-here = This service is not here any more.
