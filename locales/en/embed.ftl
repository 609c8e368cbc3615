# The advisor in the pages of others.

## In the frame

embed-start = Each answer moves the ranking, which appears here. You can skip every question.
embed-several = You can choose several.
embed-chosen = chosen
embed-so-far = First choice so far
embed-answers = { $n ->
        [one] Your answer
       *[other] Your { $n } answers
    }
embed-change = Change
embed-through = That was the last question
embed-through-why = You can change each answer.
embed-nothing-why = You skipped the open questions that could change the first place, or they are unlikely to change it.
embed-course = In your course:
embed-full = Whole result with sources
embed-footer = nothing is stored
embed-blocked = This page does not let links open. The address is:

## What the element shows; % stands for the address of the service

embed-element-policy = This page does not allow the frame of the advisor. Its Content-Security-Policy has to contain: frame-src %
embed-element-unreachable = The advisor at % does not answer, or this page may not show it (setting embed_origins).
embed-element-open = Open the advisor

## The page that makes a snippet

embed-nav = Advisor in your page
embed-new-title = Put the advisor into your page
embed-new-lead = For a lesson, an article or an intranet page. Choose what it asks, and copy one of the three snippets. Readers need no account, and nothing about them is stored. If the snippet belongs to a group, the advisor asks whether their answers may be counted.
embed-new-language = Language
embed-new-language-reader = That of the reader
embed-new-theme = Colours
embed-theme-auto = As on the reader's device
embed-theme-light = Light
embed-theme-dark = Dark
embed-new-candidates = Frameworks
embed-new-candidates-help = Without a choice, all are compared.
embed-new-questions = Questions
embed-new-questions-help = Without a choice, the advisor asks what matters most. In the snippet you can change the order.
embed-new-cohort = Code for participants of a group
embed-new-cohort-help = With the code for participants, the advisor asks whether answers may be counted for the group. The code stays in your browser and in the snippets.
embed-new-read-token = This is your own code, which shows and deletes the figures. Do not put it into a page. The code for participants begins with fwj_.
embed-new-mistyped = This code is mistyped, so it is not in the snippets. It must begin with fwj_ and have 40 characters.
embed-new-ended = The time of this group is over, so its code is not in the snippets.
embed-new-update = Update the snippets
embed-new-element = Element
embed-new-element-help = The element fits its height to its content and reports the result to your page. To show a link to your lesson beside a framework in the result, put the link into the element with the id of the framework as its slot, such as slot="django".
embed-new-frame = Frame
embed-new-frame-help = For platforms that allow no script, such as Canvas. It also works in the activity “Page” of Moodle.
embed-new-link = Link
embed-new-link-help = In WordPress, paste the link on a line of its own. The link never contains the code of a group, because WordPress would pass the code on in an address.
embed-new-copy = Copy
embed-new-preview = Preview
embed-new-preview-counts = The preview asks what participants are asked. If you agree here, your answers are counted as well.
