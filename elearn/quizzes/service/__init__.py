"""The front door of quizzes: starting, answering, handing in, practising, reviewing."""
