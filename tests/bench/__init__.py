"""`make bench`: what the product costs, as ratios to a bare page under the same server in the same run."""
