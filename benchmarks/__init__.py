"""What the desk costs: CPU per update, start-up and memory, beside a bare echo in the same run."""
