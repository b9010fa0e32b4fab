"""Cities around one case: who uses it too, who asks, who follows."""
