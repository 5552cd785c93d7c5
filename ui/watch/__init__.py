"""Looking on: the open session of a record that another Dripwatch writes. Nothing is entered."""
