//! The words for the kinds, levels, verdicts and grades of the knowledge.

use std::borrow::Cow;

use framewise_model::knowledge::format::{
    ClaimKind, FrameworkKind, Grade, Interface, Support, Verdict,
};

use crate::pages::site::Site;

/// All kinds of framework.
pub const KINDS: [FrameworkKind; 4] = [
    FrameworkKind::FullStack,
    FrameworkKind::Micro,
    FrameworkKind::AsyncApi,
    FrameworkKind::AsyncToolkit,
];
/// All server interfaces.
pub const INTERFACES: [Interface; 3] = [Interface::Wsgi, Interface::Asgi, Interface::Own];
/// All verdicts, from the best.
pub const VERDICTS: [Verdict; 4] =
    [Verdict::Supported, Verdict::Contested, Verdict::Outdated, Verdict::Wrong];
/// All grades, from the strongest.
pub const GRADES: [Grade; 5] =
    [Grade::Measured, Grade::Official, Grade::Survey, Grade::Article, Grade::Opinion];
/// All kinds of claim, in the order in which pages show them.
pub const CLAIM_KINDS: [ClaimKind; 6] = [
    ClaimKind::UseWhen,
    ClaimKind::AvoidWhen,
    ClaimKind::Advantage,
    ClaimKind::Disadvantage,
    ClaimKind::Feature,
    ClaimKind::UsedBy,
];

type Text = Cow<'static, str>;

/// A kind of framework in one or two words, and what it means.
#[must_use]
pub fn kind(site: &Site, kind: FrameworkKind) -> [Text; 2] {
    let [name, about] = match kind {
        FrameworkKind::FullStack => ["kind-full-stack", "kind-full-stack-about"],
        FrameworkKind::Micro => ["kind-micro", "kind-micro-about"],
        FrameworkKind::AsyncApi => ["kind-async-api", "kind-async-api-about"],
        FrameworkKind::AsyncToolkit => ["kind-async-toolkit", "kind-async-toolkit-about"],
    };
    [site.text(name), site.text(about)]
}

/// The word for a kind in addresses.
#[must_use]
pub fn kind_parameter(kind: FrameworkKind) -> &'static str {
    match kind {
        FrameworkKind::FullStack => "full_stack",
        FrameworkKind::Micro => "micro",
        FrameworkKind::AsyncApi => "async_api",
        FrameworkKind::AsyncToolkit => "async_toolkit",
    }
}

/// A server interface.
#[must_use]
pub fn interface(site: &Site, interface: Interface) -> Text {
    site.text(match interface {
        Interface::Wsgi => "interface-wsgi",
        Interface::Asgi => "interface-asgi",
        Interface::Own => "interface-own",
    })
}

/// The word for an interface in addresses.
#[must_use]
pub fn interface_parameter(interface: Interface) -> &'static str {
    match interface {
        Interface::Wsgi => "wsgi",
        Interface::Asgi => "asgi",
        Interface::Own => "own",
    }
}

/// Several interfaces, separated by commas.
#[must_use]
pub fn interfaces(site: &Site, interfaces: &[Interface]) -> String {
    let names: Vec<Text> = interfaces.iter().map(|found| interface(site, *found)).collect();
    names.join(", ")
}

/// Who provides a capability.
#[must_use]
pub fn support(site: &Site, support: Support) -> Text {
    site.text(match support {
        Support::None => "support-none",
        Support::ThirdParty => "support-third-party",
        Support::OfficialExtension => "support-official-extension",
        Support::BuiltIn => "support-built-in",
    })
}

/// A verdict, and what it means.
#[must_use]
pub fn verdict(site: &Site, verdict: Verdict) -> [Text; 2] {
    let [name, about] = match verdict {
        Verdict::Supported => ["verdict-supported", "verdict-supported-about"],
        Verdict::Contested => ["verdict-contested", "verdict-contested-about"],
        Verdict::Outdated => ["verdict-outdated", "verdict-outdated-about"],
        Verdict::Wrong => ["verdict-wrong", "verdict-wrong-about"],
    };
    [site.text(name), site.text(about)]
}

/// The class of a verdict in the style sheet.
#[must_use]
pub fn verdict_class(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Supported => "supported",
        Verdict::Contested => "contested",
        Verdict::Outdated => "outdated",
        Verdict::Wrong => "wrong",
    }
}

/// A kind of evidence, and what it means.
#[must_use]
pub fn grade(site: &Site, grade: Grade) -> [Text; 2] {
    let [name, about] = match grade {
        Grade::Measured => ["grade-measured", "grade-measured-about"],
        Grade::Official => ["grade-official", "grade-official-about"],
        Grade::Survey => ["grade-survey", "grade-survey-about"],
        Grade::Article => ["grade-article", "grade-article-about"],
        Grade::Opinion => ["grade-opinion", "grade-opinion-about"],
    };
    [site.text(name), site.text(about)]
}

/// A heading for the claims of a kind.
#[must_use]
pub fn claim_kind(site: &Site, kind: ClaimKind) -> Text {
    site.text(match kind {
        ClaimKind::Feature => "claim-kind-feature",
        ClaimKind::Advantage => "claim-kind-advantage",
        ClaimKind::Disadvantage => "claim-kind-disadvantage",
        ClaimKind::UseWhen => "claim-kind-use-when",
        ClaimKind::AvoidWhen => "claim-kind-avoid-when",
        ClaimKind::UsedBy => "claim-kind-used-by",
    })
}

/// The names of several frameworks: `Django, Flask and FastAPI`.
#[must_use]
pub fn list(site: &Site, names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => {
            format!("{} {} {last}", first.join(", "), site.text("reference-and"))
        }
    }
}
