place = { $place }
other-language = Italiano
heading-ask = Your certificate
heading-open = Certificate ready
heading-wrong = Wrong fiscal code
heading-dead = Link no longer valid
say-ask = Type the fiscal code of the person who asked for the certificate.
say-open = The certificate can be downloaded here for two days after the request, in this browser only.
say-wrong = That is not the fiscal code of the person who asked for the certificate. { $left ->
    [one] One try is left.
   *[other] { $left } tries are left.
    }
say-dead = The link has expired, was opened in another browser, or the fiscal code was wrong too often. You can ask for the certificate again in the conversation.
field-code = Fiscal code
open = Open
download = Download the certificate (PDF)
mind = If you asked on behalf of somebody, it is that person's fiscal code. Once opened, the link works in this browser only.
