"""Text as Telegram treats it: cleaning, markup, entities, limits."""
