"""One TOML file per language beside English, whose words are in ui/words.py."""
