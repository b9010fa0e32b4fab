"""Files from outside, read row by row, each fault with its place and its remedy."""
