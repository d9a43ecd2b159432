place = { $place }
other-language = Italiano
heading-ask = Your certificate
heading-open = Certificate ready
heading-wrong = Wrong code
heading-dead = Link no longer valid
say-ask = Type the six-digit code that you received with the link.
say-open = The certificate can be downloaded here for two days after the request, in this browser only.
say-wrong = The code is not right. { $left ->
    [one] One try is left.
   *[other] { $left } tries are left.
    }
say-dead = The link has expired, was opened in another browser, or the code was wrong too often. You can ask for the certificate again in the conversation.
field-code = Six-digit code
open = Open
download = Download the certificate (PDF)
mind = Do not forward this message: link and code together open the certificate.
