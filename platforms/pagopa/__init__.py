"""pagoPA, the platform of payments to public bodies: what it asks of us and what we ask of it."""
