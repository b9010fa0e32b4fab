"""Public notices and contracts, as JSON."""
