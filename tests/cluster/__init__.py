"""A rehearsal of docs/cluster.md on this machine's loopback: ``make cluster-test``."""
