"""The ledger of facts and what follows from it."""
