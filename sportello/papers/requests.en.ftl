# How the answer to a request begins; then comes what was written by whoever decided it.
accepted = Ref. {$reference}: your request is granted.
refused = Ref. {$reference}: your request is not granted.
