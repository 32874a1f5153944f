"""Messages by email: choosing them in one's account, and ending them by an address."""
