"""The walk: every sourced fact of the fact base, and whether the graph that is shipped holds it.

`python -m tests.walk` prints the table. One module for each kind of file turns its entries into questions to the graph;
`reasons.yaml` says of each fact that is not held why not.
"""
