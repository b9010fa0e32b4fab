"""What keeps the registry true: one queue, and what people decide of each thing in it."""
