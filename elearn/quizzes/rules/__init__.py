"""Pure decisions about quizzes: order, understanding, marking, scoring, and what to reveal when."""
