"""HTTP: the webhook through which Telegram pushes updates."""
