"""From measured effects to what to expect in this city, with its uncertainty, beside changing nothing."""
