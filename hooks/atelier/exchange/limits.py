"""How catalogues of others lie on the disk, and how much of them is read. To import this is quick."""

FOLDER = "neighbours"
"""The folder of what was taken over from neighbours, from the root of a catalogue."""
LARGEST = 50 * 1024 * 1024
"""How many bytes a catalogue may have."""
