"""The graph for assistants: a server of the Model Context Protocol on standard input and output (`ip5kg mcp`).

`protocol` speaks the protocol, `tools` says what there is to call, `claims` finds what supports an answer. The protocol is
spoken without its SDK: what is needed of it is four methods, while the SDK brings 28 packages and 54 MB. Both ways of
opening a conversation are understood, the handshake of the versions up to 2025-11-25 and the stateless one of 2026-07-28.
"""
