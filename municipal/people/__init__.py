"""Who uses Repère, for which body, and what each may do."""
