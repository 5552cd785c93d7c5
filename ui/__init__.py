"""What people see: the windows and the command line."""
