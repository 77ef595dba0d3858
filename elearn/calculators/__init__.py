"""What a loan costs, when a price covers the costs, when the cash runs out: arithmetic for people who decide."""
