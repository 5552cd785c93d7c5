"""What is known about a session and what follows from it."""
