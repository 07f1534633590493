"""What people do: one function per intention; never commits, never sends."""
