"""One file per scenario, each declaring SCENARIO."""
