"""What enterprises say of themselves, by an address that serves once."""
