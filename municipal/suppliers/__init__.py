"""Pages over the registry and the need search, and what joins them with cities and indicators."""
