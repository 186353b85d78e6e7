"""Sums of money: who pays what for whom, and what a copy costs."""
