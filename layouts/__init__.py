"""Pages as pure functions: (locale, what to show) in, a tree of components out."""
