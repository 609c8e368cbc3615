# The pages that explain problems (error responses of the API).
problem-kicker = Type of problem · status { $status }
problem-explanation = What happened
problem-remedy = What to do
problem-example = What it looks like
