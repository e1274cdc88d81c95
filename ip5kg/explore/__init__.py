"""The graph in a browser, and at a SPARQL endpoint: `ip5kg explore`.

`app.create(site)` is the whole application (ASGI); `site.Site` is what it serves; `server.serve` runs it on a port.
`pages` shows things to people, `describe` gives the same as data, `sparql` answers queries in worker processes.
"""
