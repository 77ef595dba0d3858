"""Pure arithmetic. Money is `Decimal`; rates are yearly and in per cent (6 means 6 % a year)."""
