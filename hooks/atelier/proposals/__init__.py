"""What a proposal changes in a catalogue, and what it is told; issues that become one."""
