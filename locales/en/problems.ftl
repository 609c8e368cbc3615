# The pages that explain problems (error responses of the API).
problem-kicker = Type of problem · status { $status }
problem-explanation = What happened
problem-remedy = What to do
problem-example = What it looks like

# A problem as a page, for people in front of a browser.
error-kicker = Error { $status }
error-wait = Reload the page in { $seconds } seconds.
error-home = To the advisor
error-more = More about this error
error-instance = The number of this request, for questions to the operator:
