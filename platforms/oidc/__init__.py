"""Who somebody is, told by SPID or CIE: a relying party of OpenID Connect.

Read in this order: keys (what we sign with), provider (what staff set), level (how sure), reason (what goes
wrong), wire (the road), discovery (what the provider says of itself), signed and sealed (its tokens), claims
(the ID token's checks), person (who), request (what is asked), answer (what a browser brings back), exchange
(a code for tokens), relying_party (all of it, begin to finish).
"""
