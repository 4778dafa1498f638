"""Laws of the user, loaded and validated."""
