"""People with PINs on the screen: what asks for one, who is set up, what is locked."""
