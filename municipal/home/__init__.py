"""The first page, the five questions, and what this site is."""
