"""Every list as a file that one takes away."""
