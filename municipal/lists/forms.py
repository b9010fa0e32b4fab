"""What comes in with a list that one takes away."""
