"""One question a module: (connection, filters…) in, a frozen result out."""
