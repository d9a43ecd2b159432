place = { $place }
other-language = Italiano
the-paper = { $what ->
    [permesso] permit
   *[certificato] certificate
    }
heading-ask = Your { the-paper }
heading-open = { $what ->
    [permesso] Permit ready
   *[certificato] Certificate ready
    }
heading-wrong = Wrong fiscal code
heading-dead = Link no longer valid
say-ask = { $what ->
    [permesso] Type the fiscal code of the permit's holder.
   *[certificato] Type the fiscal code of the person who asked for the certificate.
    }
say-open = The { the-paper } can be downloaded here for two days after the request, in this browser only.
say-wrong = { $what ->
    [permesso] That is not the fiscal code of the permit's holder.
   *[certificato] That is not the fiscal code of the person who asked for the certificate.
    } { $left ->
    [one] One try is left.
   *[other] { $left } tries are left.
    }
say-dead = The link has expired, was opened in another browser, or the fiscal code was wrong too often. You can ask for the { the-paper } again in the conversation.
field-code = Fiscal code
open = Open
download = Download the { the-paper } (PDF)
mind = If you asked on behalf of somebody, it is that person's fiscal code. Once opened, the link works in this browser only.
