"""The kinds of alarm rule, one file each, found by their folder. The limits are the profile's."""
