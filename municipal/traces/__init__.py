"""What was done, by whom and when: a chain that shows any later alteration."""
