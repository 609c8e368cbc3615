# Texts of the reference pages: frameworks, one framework, comparison, method, statistics, privacy, corrections.

## What several pages share

reference-knowledge = Knowledge version { $version }, released on { $date }.
reference-in-english = Claims, notes and titles of sources are in English.
reference-see-json = The same as JSON
reference-source-read = Source, read on
reference-sources = Sources
reference-nothing-recorded = not recorded
reference-note = Note
reference-contents = On this page
reference-read-on = read on { $date }
reference-published = published { $date }
reference-date-day = { $day } { $month } { $year }
reference-date-month = { $month } { $year }
reference-and = and

month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

kind-full-stack = full stack
kind-full-stack-about = brings data, forms, accounts and pages along
kind-micro = micro
kind-micro-about = a small core that is extended by choice
kind-async-api = asynchronous API
kind-async-api-about = made for asynchronous APIs
kind-async-toolkit = asynchronous toolkit
kind-async-toolkit-about = an asynchronous toolkit, server or library

interface-wsgi = WSGI
interface-asgi = ASGI
interface-own = own server

support-built-in = built in
support-official-extension = official extension
support-third-party = package by others
support-none = none
support-partial = in part
support-least-third-party = anyone, also as a package by others
support-least-official-extension = at least an official extension
support-least-built-in = built in

verdict-supported = supported
verdict-supported-about = Nothing was found that contradicts it.
verdict-contested = contested
verdict-contested-about = It is true only within limits, or sources disagree.
verdict-outdated = outdated
verdict-outdated-about = It was true once.
verdict-wrong = wrong
verdict-wrong-about = It is not true.

grade-measured = measured
grade-measured-about = Measured by a described method.
grade-official = official
grade-official-about = Stated by the project's own documentation, code or package.
grade-survey = survey
grade-survey-about = Found by a survey.
grade-article = article
grade-article-about = Stated by an article or a talk.
grade-opinion = opinion
grade-opinion-about = The view of one person, or a discussion of an issue.

basis-derived = Computed from what is recorded.
basis-editorial = Set by an editor along a written scale.
basis-unknown = Not known.

claim-grade = evidence: { $grade }
claim-verified = verified on { $date }
claim-counter-evidence = Against it
claim-ambiguous = It can be read in two ways
claim-dispute = Dispute this claim

## The list of frameworks

frameworks-title = Python web frameworks
frameworks-description = Python web frameworks with their kind, interfaces, latest release and capabilities, from checked sources; filter the list and compare them side by side.
frameworks-lead = { $count } frameworks, each with its facts, its ratings and the claims that are made about it. Every statement names its source and the day on which it was checked. WSGI and ASGI are the interfaces between a framework and its web server: WSGI for synchronous code, ASGI for asynchronous code and open connections.
frameworks-filter = Filter the list
frameworks-filter-search = Name or description contains
frameworks-filter-kind = Kind
frameworks-filter-interface = Interface
frameworks-filter-support = Provided by
frameworks-filter-any = any
frameworks-filter-capabilities = Needed capabilities
frameworks-filter-capabilities-hint = A framework has to have all of the chosen ones.
frameworks-filter-chosen = { $count } chosen
frameworks-filter-apply = Apply
frameworks-filter-reset = Show all
frameworks-faults = { $count ->
    [one] One part of the filter was not applied
   *[other] { $count } parts of the filter were not applied
}
frameworks-fault-unknown = { $field }: this value is not known.
frameworks-fault-suggestion = Did you mean “{ $suggestion }”?
frameworks-fault-twice = { $field }: it is given twice; the first value counts.
frameworks-fault-support = { $field }: choose a capability as well, because this applies to capabilities.
frameworks-fault-search = { $field }: the text has 1 to { $limit } characters.
frameworks-fault-list = { $field }: too many values are given.
frameworks-fault-parameter = The address has a parameter that this page does not know. It was ignored.
frameworks-found = { $count ->
    [0] No framework fulfils all conditions. Take one away to see more.
    [one] One of { $total } frameworks fulfils all conditions.
   *[other] { $count } of { $total } frameworks fulfil all conditions.
}
frameworks-table = The frameworks
frameworks-column-name = Framework
frameworks-column-kind = Kind
frameworks-column-interfaces = Interfaces
frameworks-column-python = Python
frameworks-column-release = Latest release
frameworks-column-compare = Compare
frameworks-compare-one = Choose { $framework } for the comparison
frameworks-compare = Compare the chosen ones
frameworks-compare-hint = Choose 2 to { $limit } frameworks.

## One framework

framework-title = { $framework }: facts, ratings and checked claims
framework-description = What is known about { $framework } and where it comes from: facts, capabilities, ratings with their formula, and claims with verdict, counter-evidence and sources.
framework-up = All frameworks
framework-homepage = Home page
framework-documentation = Documentation
framework-tutorial = Tutorial
framework-compare = Compare with
framework-also-known = Also known as { $names }.
framework-links = Pages of the project

framework-facts = Facts
framework-facts-lead = Recorded from the package and from the project's own pages.
framework-fact = Fact
framework-fact-value = Value

framework-ratings = Ratings
framework-ratings-lead = From 0 to 1; more is better. The bar shows the rating, and the line across it the range in which it may lie. Open a row to see how the rating was made.
framework-ratings-criteria = Criteria
framework-ratings-features = Features that a project can ask for
framework-ratings-features-lead = These count only if a project asks for the feature. The rating follows from the support of the capability.
framework-rating-claims = Claims behind it
framework-rating-unknown = Nothing is recorded, so the rating is 0.5 and its range is the whole scale.
framework-rating-sum = Sum of the products: the rating
framework-input = Input
framework-input-found = Recorded
framework-input-formula = Formula
framework-input-value = Value
framework-input-share = Share
framework-input-product = Product

framework-capabilities = Capabilities
framework-capabilities-lead = The table shows who provides what. A capability counts only if it fulfils its definition.
framework-capability = Capability
framework-support = Support
framework-capability-companion = with { $companion }

framework-companions = Companions
framework-companions-lead = Packages that are commonly installed with it. The capabilities and claims on this page include theirs.

framework-measurements = Measurements
framework-measurements-lead = Version { $version } under { $server }, measured on { $date } with Python { $python }. A ratio compares with { $reference } in the same run.
framework-measure = Measure
framework-measure-runs = Runs
framework-measure-each = in each run
framework-measure-ratio = Ratio
framework-measure-better-more = more is better
framework-measure-better-less = less is better
framework-server-threads = gthread worker, 4 threads
framework-server-loop = uvloop and httptools
framework-server-own = its own server

framework-claims = Claims
framework-claims-lead = { $count } claims that are made about { $framework }. Claims that turned out to be false stay here, because readers meet them elsewhere; their verdict says so.
framework-claims-summary = By verdict
claim-kind-feature = What it is and has
claim-kind-advantage = What speaks for it
claim-kind-disadvantage = What speaks against it
claim-kind-use-when = When to use it
claim-kind-avoid-when = When not to use it
claim-kind-used-by = Who uses it

framework-unknown-title = There is no framework of this name
framework-unknown-text = This service has no page about { $given }.
framework-unknown-meant = Did you mean { $name }?
framework-unknown-known = { $given } is another name of { $name }.
framework-unknown-all = These frameworks are known:

## The comparison

compare-title-choose = Compare Python web frameworks
compare-title-one = { $first } on one page
compare-title-two = { $first } or { $second }?
compare-title-more = { $list } side by side
compare-description = { $list } side by side: when to use which, where they differ most, advantages, disadvantages, capabilities, ratings and facts, with sources.
compare-description-choose = Choose 2 to 8 Python web frameworks and see them side by side: when to use which, where they differ most, and the sources.
compare-lead = Which one fits depends on the project. This page shows where they differ. To get a recommendation for a certain project, answer some questions.
compare-advisor = Answer questions about your project
compare-choose = Frameworks to compare
compare-choose-hint = Choose 2 to { $limit } frameworks.
compare-show = Compare
compare-at-a-glance = In one sentence each
compare-when = When to use which
compare-use = Use { $framework } when
compare-avoid = Do not use { $framework } when
compare-differences = Where they differ most
compare-differences-lead = The criteria with the largest difference between the ratings, from 0 to 1; more is better.
compare-difference = Difference { $points }
compare-for = What speaks for { $framework }
compare-against = What speaks against { $framework }
compare-pros = Advantages and disadvantages
compare-capabilities = Capabilities
compare-capabilities-lead = Rows in which they differ are marked.
compare-ratings = All ratings
compare-criterion = Criterion
compare-facts = Facts
compare-differs = differs
compare-nothing = Nothing is recorded.
compare-details = Everything about { $framework }
compare-more-claims = Show { $count } more
compare-document = As a Markdown document
compare-faults = This could not be compared
compare-fault-unknown = There is no framework { $given }.
compare-fault-meant = Did you mean { $name }?
compare-fault-many = Up to { $limit } frameworks fit side by side. The first { $limit } are shown.

## The method

method-title = How framewise decides
method-description = How framewise turns answers into a ranking: weights, ratings, contributions and their sum, with an example that is computed from the knowledge in use.
method-lead = framewise adds up: each criterion has a weight for your project, each framework has a rating on each criterion, and the score is the sum of weight times rating. You can recompute every number by hand.
method-steps = The steps
method-step-answers = You answer questions about the project. Every question can be left open.
method-step-weights = Each criterion begins with a base weight. Each answer adds to the weights of the criteria that it makes more important; no answer takes weight away.
method-step-normalise = All weights are divided by their sum, so that they sum to 1.
method-step-ratings = Each framework has a rating from 0 to 1 on each criterion, computed by a published formula or set by an editor along a written scale.
method-step-sum = Weight times rating is the contribution of a criterion. The contributions sum to the score, and the highest score comes first.
method-step-sure = The same is decided 10,000 times with slightly different weights and ratings. Each of these decisions is a draw. The confidence is the share of the draws in which the first framework stays first.
method-example = A worked example
method-example-lead = The answers below, decided with the knowledge in use. Only the first two frameworks are shown; the others are computed in the same way.
method-example-answers = The answers
method-example-no-answers = No question is answered, so the base weights decide.
method-example-weights = From base weights to weights
method-example-weights-lead = Base weight plus what the answers add is the weight before the division. All of these sum to { $sum }; divided by that, the weights sum to 1.
method-example-criterion = Criterion
method-example-base = Base
method-example-added = Added
method-example-total = Together
method-example-weight = Weight
method-example-because = because of { $answers }
method-example-contributions = From weights to scores
method-example-contributions-lead = The contribution is weight times rating. The last line is the sum of the contributions.
method-example-rating = Rating of { $framework }
method-example-points = Contribution of { $framework }
method-example-sum = Sum
method-example-result = { $first } comes first with a score of { $score }, { $second } follows with { $second-score }. { $first } stays first in { $confidence } of the draws.
method-example-result-alone = { $first } comes first with a score of { $score }. It stays first in { $confidence } of the draws.
method-example-json = This example as the API returns it
method-example-record = As a decision record
method-criteria = The criteria
method-criteria-lead = These are the criteria on which frameworks are rated, each with its weight before any answer. Open a criterion to see what the points of its scale mean.
method-criterion-base = base weight { $weight }
method-criterion-basis-derived = Its ratings are computed.
method-criterion-basis-editorial = Its ratings are set by editors along this scale.
method-criterion-scale = Meaning of the scale
method-formulas = The formulas
method-formulas-lead = A computed rating is a weighted mean of inputs. Each input is turned into a number from 0 to 1 by one of these formulas.
method-formula = Formula
method-formula-expression = How it is computed
method-formula-reason = Why
method-uncertainty = How certain it is
method-uncertainty-ratings = Every rating has a range. A claim that is contested widens the range of the ratings that cite it.
method-uncertainty-low = If the confidence is low, two frameworks are about equally good for the project, and either choice can be defended.
method-uncertainty-settled = “Settled” means more: it is proved that no answer to the open questions changes the first place.
method-limits = What this cannot do
method-limits-text = The weights are estimates of editors, compared with published advice. The model knows only what the questions ask. A recommendation is an argument, not a measurement.
method-more = The audit of the model: how often each framework comes first
method-corrections = Something is wrong? Dispute a claim

## The statistics

statistics-title = Statistics: what people ask for
statistics-description = Published statistics of framewise: which frameworks were recommended, which answers were given, what was chosen. Protected by noise, so that no single query can be found.
statistics-lead = This page shows how often each framework was recommended and how often each answer was given. A release of figures is made for each week that is over, and never changes.
statistics-none = Nothing has been published yet
statistics-none-text = A release needs at least { $least } stored queries. Weeks with fewer are merged into the next one.
statistics-none-storage = This server stores no queries, so it publishes no statistics.
statistics-releases = Releases
statistics-release = Week { $week }
statistics-release-span = Weeks { $first } to { $last }
statistics-current = shown here
statistics-merged = Too few queries for a release of their own
statistics-merged-into = { $week }: part of the release of { $into }
statistics-merged-waiting = { $week }: waits for the release of a later week
statistics-of = Of about { $total } stored queries
statistics-noise = All counts have random noise with a standard deviation of about { $deviation } queries and are rounded to { $step }. So the parts need not add up to the total, and a small number is not exact.
statistics-threshold = A number is shown only if it stands for at least { $threshold } queries.
statistics-winners = Recommended first
statistics-winners-none = no framework (all were excluded)
statistics-questions = Answers
statistics-several = several answers are possible
statistics-not-answered = not answered
statistics-chosen = Recommended and chosen
statistics-chosen-lead = What those who reported back chose in the end.
statistics-chosen-none = no framework
statistics-chosen-other = another one
statistics-ratings = How useful it was
statistics-rating-1 = 1, of no use
statistics-rating-2 = 2
statistics-rating-3 = 3
statistics-rating-4 = 4
statistics-rating-5 = 5, just right
statistics-rating-none = not rated
statistics-column-what = What
statistics-column-queries = Queries
statistics-column-share = Share
statistics-hidden = { $count ->
    [0] Nothing is hidden.
    [one] One more number is hidden: it is small or zero, or another hidden number could be computed from it.
   *[other] { $count } more numbers are hidden: they are small or zero, or other hidden numbers could be computed from them.
}
statistics-all-hidden = All numbers are hidden: each is too small, or another hidden number could be computed from it.
statistics-csv = As a table (CSV)
statistics-svg = Chart of the recommendations (SVG)
statistics-unknown = There is no release of { $week }
statistics-unknown-week = { $week } is not a week
statistics-unknown-week-text = Write a week like this: 2026-W48.
statistics-unknown-merged = { $week } had too few queries for a release of its own.
statistics-unknown-text = The releases that exist are listed below.
statistics-unavailable = The statistics cannot be read at the moment
statistics-unavailable-text = The database does not respond. Please try again in a few minutes.
statistics-privacy = How single queries are protected

## Corrections

corrections-title = Dispute a claim: how to correct what is wrong
corrections-description = How to dispute a claim, a rating or a fact about a Python web framework, what a correction needs, and what happens to claims that turn out to be false.
corrections-lead = Anyone can dispute a claim. A correction needs a source and about ten minutes. You need not write Rust; you only run one command.
corrections-claim = The claim
corrections-claim-file = It is in the file `{ $file }` of the repository, in the table with the id `{ $id }`.
corrections-claim-unknown = There is no claim { $given }. The steps below work for any claim.
corrections-steps = Step by step
corrections-step-find = Find the claim. Every claim on this site has an id, which begins with the id of its framework or of a companion package. It names the file: `{ $example }` is in `{ $file }`.
corrections-step-read = Read the sources of the claim. Perhaps it says less, or something else, than you thought.
corrections-step-source = Find a source that contradicts it: documentation, source code, a release note, a measurement with its method. An address whose content does not change is best, such as a page with a tag or a commit.
corrections-step-edit = Change the `verdict` of the claim and add what you found under `counter_evidence`. Correct the text if it says more than its sources. Set `verified_on` to the day on which you compared them.
corrections-step-check = Run the check. It reports every fault with its file and with advice:
corrections-step-send = Send the change as a pull request, and list the sources that you read. If you do not use Git, send the id of the claim and the source to the people who run this service.
corrections-after = What happens then
corrections-after-kept = A false claim is not deleted. Readers meet the same statement elsewhere, and need it together with the evidence against it.
corrections-after-rating = A contested claim widens the range of each rating that cites it. A claim that is outdated or wrong supports no reason any more.
corrections-after-log = Each release of the knowledge lists what was changed, and the change can be followed as a feed.
corrections-changes = Changes of the knowledge
corrections-feed = As a feed (Atom)
corrections-ratings = If you dispute a rating
corrections-ratings-derived = A computed rating cannot be set by hand. Correct the fact, the capability or the measurement that it is computed from; the page of the framework shows them.
corrections-ratings-editorial = A rating by an editor follows the written scale of its criterion. Name the point of the scale that fits better, and the claim that supports it.
corrections-verdicts = What the verdicts mean
corrections-grades = What the kinds of evidence mean
corrections-grades-lead = From the strongest to the weakest.
corrections-open = Claims that are not true, or not true everywhere
corrections-open-lead = Number of claims about each framework by their verdict. Claims about a companion package count for its framework.
corrections-frameworks = Framework

## Privacy

privacy-title = Privacy: what is stored, and how to object
privacy-description = What this server stores of the answers, for how long, how to object, how to erase, and what is not claimed.
privacy-lead-off = This server stores nothing. Your answers leave no trace on it.
privacy-lead-on = What you answer on the pages of this server is not stored, unless you agree to be counted for a group. The API is for programs: it stores the answers of a query to publish statistics, without name, address, cookie or account, unless the request objects. The response then contains a receipt, a secret code with which the query can be erased.
privacy-lead-ask = What you answer on the pages of this server is not stored, unless you agree to be counted for a group. The API is for programs: it stores the answers of a query only if the request asks for it. The response then contains a receipt, a secret code with which the query can be erased.
privacy-pages = These pages set no cookies, keep nothing in your browser and load nothing from other servers. Opening a page or a link stores nothing.
privacy-settings = Settings of this server
privacy-setting = Setting
privacy-value = Value
privacy-setting-storage = Queries are stored
privacy-setting-default = A query is stored if the request does not say whether it may be
privacy-setting-retention = Days after which a query is deleted
privacy-setting-receipt = Days after which nobody can find a query by its receipt
privacy-setting-idempotency = Hours in which a request can be repeated with its idempotency key
privacy-setting-traces = Exact times of requests are sent to a collector of traces
privacy-choices = How to object
privacy-choices-lead = In a browser, you need not do anything: the pages store none of your answers. If a page belongs to a group, it asks you first; choose “Answer without being counted”. If your browser sends Global Privacy Control or Do Not Track, you are never counted. The table is for requests of programs and for operators; the API calls a group a cohort. The recommendation is the same in every case.
privacy-choice = What to send or to set
privacy-effect = Effect
privacy-claimed = What is claimed
privacy-not-claimed = What is not claimed
privacy-claimed-lead = framewise claims:
privacy-not-claimed-lead = framewise does not claim:
privacy-erasure = How to erase a query
privacy-tables = Everything that the database holds
privacy-tables-lead = The database has these tables and columns and no others.
privacy-kept = Kept:
privacy-columns = Columns
privacy-content = Content
privacy-document = The whole text as a document (Markdown)
