"""The conversational engine: messages in, messages out; it knows no network and no database.

Read in this order: message (what travels), values (what citizens write), form (what a service asks),
service (what a handler offers), session (what is kept between two messages), intents and commands
(what a sentence wants), dialogue (one pure step), conversation (the shell round a step), ledger (what
the engine asks of the store), lanes (messages in hand), sending (messages on their way out).
"""
