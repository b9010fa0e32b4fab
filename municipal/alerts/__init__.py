"""Saved searches, and the one message of the day that tells what is new."""
