"""What the kernel offers to isolate a process; nothing here knows of submissions."""
