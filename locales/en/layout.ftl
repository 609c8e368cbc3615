# What all pages have in common.
skip-to-content = Skip to content
nav-label = Main
nav-frameworks = Frameworks
nav-compare = Compare
nav-method = How it decides
nav-api = API
nav-statistics = Statistics
nav-privacy = Privacy
nav-corrections = Dispute a claim
footer = framewise { $version } · Apache-2.0 · no cookies, no accounts, no tracking
