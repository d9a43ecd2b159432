"""Certificates of the population register: what they say, how they are sealed, how a paper is checked."""
