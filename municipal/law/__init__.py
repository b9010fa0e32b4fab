"""The law as dated rows: what a curation lead proposes and a second person accepts."""
