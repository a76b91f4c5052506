"""Citizens and officers."""
