"""Pure decisions about progress: states, completion, hours, resume point, explanations."""
