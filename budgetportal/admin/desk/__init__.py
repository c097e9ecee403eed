"""The desk of an edition: its pages inside our AdminSite."""
