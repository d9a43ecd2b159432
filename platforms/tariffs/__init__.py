"""What the networks charge: prices with their day and their source."""
