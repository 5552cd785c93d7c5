"""A session on paper: what is told, how it is laid out, the chart, print and preview."""
