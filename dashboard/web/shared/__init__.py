"""What all subjects share."""
