"""Problems put into words, with the line as it should be, for people and programs."""
