"""The clerks' workbook (.xlsx): columns declared once, read and written from that declaration."""
