"""The people's side: what persons do and see, over HTTP."""
