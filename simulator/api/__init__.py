"""The Bot API over HTTP: reading requests, describing methods, answering, and misbehaving on request."""
