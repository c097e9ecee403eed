"""The read API ``/api/v1/``: what is published, as JSON; amounts are exact 元 as strings."""
