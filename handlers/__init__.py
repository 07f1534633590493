"""Conversations: read what was said, call one service, return the reply."""
