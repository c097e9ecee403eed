"""Who asks, and what is noted of it: below every room that faces people."""
