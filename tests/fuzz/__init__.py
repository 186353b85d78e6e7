"""Files as no contributor should write them, in great numbers: ``make fuzz``, and fewer of them in ``make test``.

``seeds`` are the files to start from, ``mutate`` changes them, ``examine`` puts them into a small catalogue
and looks at all that comes of it, by the rules of ``oracles``. A mutant follows from a seed number and its
own number alone. What fails is saved as a folder of files that can be examined again.

Mutators that know the formats find more here than a fuzzer that follows coverage: cmark, libyaml and html5ever
are compiled, so such a fuzzer sees only the Python around them, and the cases in ``tests/cases/broken`` reach
every message of it already.
"""
