"""The municipalities of Québec: names that mislead, codes that do not."""
