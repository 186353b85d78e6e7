"""How each kind of problem is fixed: the lines of a file that become other lines, or none.

One table serves two ends: a message shows the lines as they would be, and ``atelier check --fix`` writes
those of which nothing else can be meant. So what is shown and what is done are the same. Where only a
human can know, there is no fix.
"""
