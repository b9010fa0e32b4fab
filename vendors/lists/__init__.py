"""Lists of suppliers that a person made: read strictly, compared with the registry, then kept as one import."""
