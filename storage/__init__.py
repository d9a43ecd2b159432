"""What we keep: one kind of record each, on SQLite or PostgreSQL.

Read in this order: tables (the schema), writer and reader (the two threads), database (their door),
inbox, outbox, timers (the way of a message), views (what staff see), schema and backup (the operator's).
"""
