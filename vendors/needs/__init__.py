"""From a need in plain words to the solutions that answer it, and to what was left out."""
