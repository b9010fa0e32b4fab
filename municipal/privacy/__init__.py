"""What is kept about persons, why, until when, and how each leaves with it."""
