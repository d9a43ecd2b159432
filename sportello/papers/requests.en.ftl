# How what the office writes about a request begins; then comes what was written by whoever deals with it.
accepted = Ref. {$reference}: your request is granted.
refused = Ref. {$reference}: your request is not granted.
asked = Ref. {$reference}: to go on we need something more from you.
# How to answer.
asked-how = By {$until} { $way ->
    [sms] write ADD {$reference} and your answer (files by Telegram, e-mail or PEC)
   *[other] write ADD {$reference} and your answer, or send the file here
    }: you need not ask again.
message = Ref. {$reference}: a message from the office.
document = Ref. {$reference}: here is what you asked for.
# The law wants the term and the time taken in whatever is decided late.
late = It was due by {$due} ({$days} days after you asked); it took {$took}: we apologise.
