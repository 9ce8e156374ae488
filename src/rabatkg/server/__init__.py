"""The server: the pages of the site made when they are asked for, the graph by its IRIs, and queries of strangers.

One process listens (`listening`) and makes pages from what we hold ourselves (`shelf`, `naming`). What strangers
write, queries and records, is looked at as text at most; it is parsed and worked on in forks of processes that hold
nothing but the graph, have no network, and are ended when their time is up (`nursery`, `pool`).
"""
