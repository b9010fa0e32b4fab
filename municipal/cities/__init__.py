"""« Ma ville »: its people, its delegation, what it tracks, its own words."""
