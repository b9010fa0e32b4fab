"""What comes in with the pages of public notices."""
