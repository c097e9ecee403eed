"""The public side: it reads publications, never the ledger."""
