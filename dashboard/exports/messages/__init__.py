"""Messages: what somebody is told by email, as text and as HTML."""
