"""Speed and memory, beside what a user would pick instead and beside the limit: ``bin/bench``."""
