"""Suppliers, their solutions, and the facts with a source that are known of them."""
