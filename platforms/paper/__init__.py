"""Payments on paper: the notice and the receipt as PDF, their codes written, and codes read from pictures."""
