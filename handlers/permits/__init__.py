"""What the services of permits for restricted traffic zones share; it is no service of its own."""
