"""What the bedside asks in a form or on a card of its own; none of them enters anything itself."""
