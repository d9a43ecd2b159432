title = How far a request is
keywords = case, cases, progress, application, applications

slot-reference = reference
    .labels = reference, ref, case number
    .ask = What is the reference of the request? Eight signs, such as 2B3C-4D5N.
    .need = the reference (eight signs, such as 2B3C-4D5N)
    .wrong = I cannot read this reference: eight signs, such as 2B3C-4D5N.
    .wrong-check = One sign of this reference is wrong, or two are swapped: please check it.

example = For example: CASE 2B3C-4D5N
correction-example = reference 2B3C-4D5N

none = I see no open requests of yours to the office here. If you made one in another conversation write { command-login }.
open = Your open requests:
    { $listing }
    For details: { command-status } and the reference. To add something: ADD and the reference.
unknown = I do not find the reference { $reference } among your requests. Please check it; if you asked in another conversation write { command-login }.
one = Ref. { $reference }, { $name }: { $stands ->
    [received] received; nobody has it in hand yet. An answer is due by { $by }.
    [working] somebody at the office is working on it. An answer is due by { $by }.
    [asked] we wait for your answer until { $until }: "{ $asked }" Write ADD { $reference } and { $way ->
        [sms] your answer (files by Telegram, e-mail or PEC).
       *[other] your answer, or send the file.
        }
    [withdrawn] you have withdrawn it.
    [accepted] granted.
   *[refused] not granted.
    }{ $entry ->
    [none] {""}
   *[other] {" "}Register no. { $entry }.
    }
    { $way ->
    [sms] { $story }
   *[other] What has happened:
    { $story }{ $answer ->
        [none] {""}
       *[other] {"\u000A"}The answer: { $answer }
        }
    }
