"""A make-believe SPID or CIE: an OpenID provider of made-up people, to try with where nobody is real.

Written apart from platforms.oidc, and without its libraries: two hands must agree through HTTP. Read in this
order: people, jose (signatures), trouble (what may go wrong), logins (what is kept), client (who asks),
provider (all of it), page (what a browser sees), routes.
"""
