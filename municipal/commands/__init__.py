"""What each command does: it takes its options, calls one function, prints."""
