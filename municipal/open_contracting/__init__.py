"""What a city publishes of a project as OCDS releases."""
