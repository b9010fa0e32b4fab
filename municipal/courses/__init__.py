"""Guide des formations: what others teach, with the facts that let one choose."""
