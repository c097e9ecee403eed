"""Pictures drawn on the server as SVG: geometry from exact sums, labels from their figures.

Each says everything it shows in a table too; none knows a Document, so a department and a whole
year are drawn by the same hands. Lengths are geometry, not money: whole numbers or short decimals.
"""
