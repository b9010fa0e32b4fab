"""Badges that anyone can check: Open Badges 3.0, signed, and revocable."""
