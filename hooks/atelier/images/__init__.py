"""Pictures of contributors: what they are, and what the site shows of them."""
