"""The desk: the pages where staff work what citizens ask for."""
