"""Backups that were read back before they were called good, and how they are put back."""
