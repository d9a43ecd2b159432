"""The things citizens write, each with its own way of being read, kept and shown."""
