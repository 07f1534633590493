"""The state of the simulated Telegram: people, bots, chats, messages, files, updates."""
