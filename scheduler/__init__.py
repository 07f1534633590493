"""Clockwork: a table of ticks, what each does, and what turns them."""
