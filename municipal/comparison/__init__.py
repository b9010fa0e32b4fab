"""What to expect here: solutions beside changing nothing, on the indicators that the city tracks."""
