title = My PIN
keywords = pin

example = For example: PIN
correction-example = PIN

link = { $way ->
    [sms] Choose your PIN by { $until } at { $url } (code { $code }). Never write it here. From then on I ask for it before each application or change.
   *[other] Choose or change your PIN on this page, by { $until }:
    { $url }
    The page must show the code { $code }. From then on I ask for it, always on a page, before each application or change made from a phone of yours: whoever takes it from you can do nothing in your name. Never write it here.
}
no-conversation = From your PEC no PIN is needed: each message proves by itself who you are. To choose one write PIN from a phone that is linked to you.
