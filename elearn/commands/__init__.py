"""The sub-commands of `elearn`, by subject. Each calls one service function and says what happened."""
