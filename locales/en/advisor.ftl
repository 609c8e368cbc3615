# The advisor at /.

## What it is

advisor-title = Which Python web framework fits your project?
advisor-lead = Answer a few questions about your project, in any order and as many as you like. framewise ranks the frameworks while you answer, and shows why with sources.
advisor-about = Answer a few questions about a project and get an explained ranking of Python web frameworks, with sources.
advisor-result-title = { $framework } fits best
advisor-elsewhere = Look around first
advisor-example = An example: Django or Flask?
advisor-frameworks = All frameworks with their facts and claims
advisor-method = How framewise decides
advisor-api = As an API:
advisor-mcp = For assistants (Model Context Protocol):

## Questions

advisor-next = Next
advisor-skip = Skip
advisor-all-questions = All questions
advisor-no-answer = No answer
advisor-update = Update the ranking
advisor-your-answers = Your answers
advisor-remove = Remove: { $answer }
advisor-start-again = Start again
advisor-must = must have
advisor-must-help = A framework without a feature that you must have is left out.
advisor-must-label = Must have:
advisor-unwanted = not wanted
advisor-unwanted-label = Not wanted:
advisor-team = Which frameworks does the team know?
advisor-team-help = What a team knows, it need not learn. That counts in the ranking.
advisor-team-label = The team knows:
advisor-migrating-label = The project uses now:
advisor-candidates-label = Only compared:
advisor-exclude-label = Not compared:
advisor-settled = Settled
advisor-settled-why = { $n ->
        [one] One question is open. It is proved that no answer to it can change the first place.
       *[other] { $n } questions are open. It is proved that no answer to any of them can change the first place.
    }
advisor-complete = Everything is answered
advisor-complete-why = No question is left. You can change each answer.
advisor-nothing = No further question
advisor-nothing-why = You skipped the open questions that could change the first place, or they are unlikely to change it. You find them under “All questions”.

## Description

advisor-describe = Describe your project
advisor-describe-help = A few sentences are enough: what it does, for whom, what it needs. The text is not stored and not part of the link.
advisor-describe-english = It has to be English.
advisor-describe-send = Find the answers in it
advisor-understood = What was understood
advisor-understood-nothing = No answer was found in this text.
advisor-understood-overruled = (your own answer counts instead)
advisor-understood-edit = These are answers like any other: change or remove each of them above.

## Ranking

advisor-ranking = Ranking
advisor-ranking-help = The score runs from 0 to 1. The percentage says how often a framework comes first when priorities and ratings vary within their uncertainty.
advisor-tied = (same score)
advisor-first-share = first in
advisor-excluded = { $n ->
        [one] One framework lacks something that it must have
       *[other] { $n } frameworks lack something that they must have
    }
advisor-misses = Closest to all demands
advisor-misses-lack = lacks

## Result

advisor-result = Result
advisor-first-choice = First choice
advisor-none = No framework has everything that it must have
advisor-none-why = Remove one of the demands. The ranking shows which frameworks come closest.
advisor-no-need = You may not need a web framework
advisor-instead = What may fit better:
advisor-one-thing = If you only remember one thing:
confidence-so-far = This is about your answers so far. Further answers can raise and lower it.
confidence-settled = Further answers do not change the first place. The percentage says something else: how often { $first } comes first when priorities and ratings vary within their uncertainty.
confidence-very = Very sure: { $first } stays first in all or nearly all plausible readings of your priorities.
confidence-fairly = Fairly sure: { $first } stays first in most plausible readings of your priorities.
confidence-moderately = Moderately sure: another framework comes first in some plausible readings of your priorities.
confidence-close = { $first } and { $second } are close; either is defensible.
confidence-only = Only { $first } is left to choose from.
advisor-announcement = { $framework } comes first, { $share } sure.
advisor-chart = Where the scores come from
advisor-chart-help = Each part is the weight of a criterion times the rating of the framework. The parts add up to the score.
advisor-chart-others = everything else
advisor-chart-table = The same as a table
advisor-chart-criterion = Criterion
advisor-chart-weight = Weight
advisor-chart-score = Score
advisor-reasons = What speaks for and against
advisor-for = For
advisor-against = Against
advisor-no-reason = Nothing that stands out for your answers.
advisor-more = Everything about { $framework }
advisor-claim = Claim
advisor-source = Source
advisor-moving = Should the project move?
advisor-moving-kept = Estimated share of the present code that stays as it is:
advisor-changes = What would change this
advisor-changes-help = If you had answered differently, another framework would come first:
advisor-changes-none = No change of one or two answers brings another framework to the first place.
advisor-changes-try = Try it
advisor-start = Where to start
advisor-tutorial = The tutorial of { $framework }
advisor-documentation = Documentation
advisor-keep = Keep or share this
advisor-keep-help = The link contains your answers and nothing else about you.
advisor-keep-nothing = Nothing is stored.
advisor-permalink = Link to this result
advisor-record = Decision record (Markdown)
advisor-json = The same as JSON
advisor-print = Print
advisor-copy = Copy the decision record
advisor-copied = Copied

## Trouble

advisor-left-out = A part of this link does not count
advisor-left-out-unknown = is not known here.
advisor-left-out-contradiction = contradicts the rest.
advisor-left-out-length = has more than 2,000 characters.
advisor-left-out-meant = Did you mean { $name }?
advisor-left-out-rest = Everything else counts.
advisor-failed = The ranking could not be computed
advisor-too-many = Too many requests came from your network. Your answers are still here; try again in a moment.
advisor-unavailable = The service is busy. Your answers are still here; try again in a moment.
advisor-contradictory = With these priorities nothing would count. Your answers are still here; remove a priority from the address.
advisor-offline = The service cannot be reached. Your answers are still here; the ranking shows the state before your last answer.
advisor-busy = The service is busy. Your answers are still here; the ranking shows the state before your last answer.
advisor-try-again = Try again
