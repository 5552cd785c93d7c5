"""One file per device family, named like its driver, each declaring `twin`."""
