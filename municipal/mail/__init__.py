"""Messages to persons: kept with the change that they tell of, sent afterwards."""
