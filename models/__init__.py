"""The database: tables, every statement, and the unit of work."""
