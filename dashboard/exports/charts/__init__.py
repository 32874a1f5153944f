"""The charts of the Explore view as files: pictures, and tables of their numbers."""
