"""Public notices and contracts, as the pages show them."""
