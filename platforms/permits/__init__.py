"""Permits for restricted traffic zones (ZTL): what may be asked for, and on what terms."""
