"""Public notices and contracts, as SEAO publishes them: each release kept, each contract by its economic fact."""
