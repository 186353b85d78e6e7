"""``atelier serve``: the site on one's own machine, built again at every change of a file."""
