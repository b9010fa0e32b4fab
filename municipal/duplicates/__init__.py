"""Two records that may be one enterprise: side by side, decided by people, taken back."""
