"""Made-up data of an invented city, the Comune di Portoreale."""
