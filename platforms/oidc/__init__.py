"""Who somebody is, told by SPID or CIE: a relying party of OpenID Connect.

Read in this order: provider (what staff set), level (how sure), reason (what goes wrong), wire (the road),
discovery (what the provider says of itself, its keys), signed (signatures), claims (the ID token's checks),
person (who), request (what is asked), keys (what we sign with), relying_party (all of it, begin to finish).
"""
