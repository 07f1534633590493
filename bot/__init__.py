"""Putting it together: the command line, the settings, the composition root."""
