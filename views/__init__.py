"""What people see: pure functions from facts to screens; no I/O, no clock, no database."""
