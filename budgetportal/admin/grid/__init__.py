"""Entry as in a spreadsheet: one declared part of an edition, one page of rows."""
