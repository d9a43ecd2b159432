"""The register of residents: our own table, or ANPR's by way of PDND."""
