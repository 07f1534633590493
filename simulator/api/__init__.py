"""The Bot API over HTTP: reading calls, describing methods, answering, misbehaving on request."""
