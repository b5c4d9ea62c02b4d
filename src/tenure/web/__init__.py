"""Pages and an HTTP API over an open project; needs the extra `web`."""
