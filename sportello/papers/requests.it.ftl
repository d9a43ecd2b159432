# Come si apre la risposta a una richiesta; poi viene ciò che ha scritto chi l'ha decisa.
accepted = Rif. {$reference}: la richiesta è accolta.
refused = Rif. {$reference}: la richiesta non è accolta.
