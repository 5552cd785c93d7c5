"""A pretend patient, and a pretend other half for each driver."""
