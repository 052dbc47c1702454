"""Values, and the one walk over their trees."""
