"""Telegram wired to the counter, by polling or by webhook.

Read in this order: plug (the wiring), intake (what both ways in do), polling, calls, introduction, pointer,
manners, outcome; the webhook is sportello.web.telegram.
"""
