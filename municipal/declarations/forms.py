"""What comes in from an enterprise that declares itself."""
