"""Messages: what people can be told by email, when it is due, and how far it has come."""
