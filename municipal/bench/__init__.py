"""Benchmarks: each compares the program with a named floor or rival in the same run."""
