"""The documents of a project, in our layout or in the city’s own."""
