"""Suppliers, what they offer and prove, and how to choose: a library that knows no web."""
