//! `GET /embed/new`: makes the snippet for chosen options, with a preview. A plain form by GET.

use actix_web::http::header::{HOST, HeaderValue};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use framewise_model::knowledge::Knowledge;
use maud::{Markup, html};

use super::oembed;
use super::options::{Options, QUESTIONS, THEME, Theme};
use super::{element, target};
use crate::api::openapi::responses::{Html, PlainProblems};
use crate::api::state::State;
use crate::config::PublicUrl;
use crate::http::extract::Query;
use crate::http::problem::Problem;
use crate::pages::assets::SNIPPET;
use crate::pages::layout::{self, Head};
use crate::pages::site::{self, LANGUAGE_PARAMETER, Site};
use crate::texts::language::Language;

/// The path of the page.
const PATH: &str = "/embed/new";
/// The parameter with the language of the frame; `lang` is that of the page.
const FRAME_LANGUAGE: &str = "frame_lang";
const CANDIDATES: &str = "candidates";
/// Where a snippet has the join token of a cohort: as an attribute of the element, or in the fragment of an address. These
/// characters occur in no snippet; the page has empty elements in their place, which its script fills.
const IN_ATTRIBUTE: char = '\u{e000}';
const IN_FRAGMENT: char = '\u{e001}';
/// Size of the frame in the snippet.
const HEIGHT: u32 = 640;

/// Makes a snippet
///
/// A page that shows the snippet for an advisor in another page, and a preview of it.
#[utoipa::path(
    tag = "pages",
    responses(
        (status = 200, description = "The page.", content_type = "text/html", body = Html),
        (status = 304, description = "The caller has it already."),
        PlainProblems,
    ),
)]
#[get("/embed/new")]
pub async fn show_snippet(
    request: HttpRequest,
    state: Data<State>,
    site: Site,
    query: Query,
) -> Result<HttpResponse, Problem> {
    let policy = policy()?;
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let choice = Choice::read(state.knowledge(), &query);
    let service = site.public_url().or_host(host);
    let main = main(&site, state.knowledge(), &choice, &service);
    let head = Head {
        scripts: &[SNIPPET],
        ..Head::new(PATH, site.text("embed-new-title"), site.text("embed-new-lead"))
    };
    let document = layout::document(&site, &head, &main).into_string();
    Ok(layout::representation_under(policy, &site, document).respond(&request))
}

/// The policy of pages, and frames of this service for the preview.
fn policy() -> Result<HeaderValue, Problem> {
    let own = layout::POLICY;
    let own = own.to_str().map_err(Problem::internal)?;
    HeaderValue::from_str(&format!("{own}; frame-src 'self'")).map_err(Problem::internal)
}

/// What a visitor chooses for the frame.
#[derive(Debug, Clone, Default)]
struct Choice {
    language: Option<Language>,
    candidates: Vec<usize>,
    options: Options,
}

impl Choice {
    /// Reads the fields; what does not exist is left out, and the form shows so.
    fn read(knowledge: &Knowledge, query: &Query) -> Self {
        let (options, _) = Options::read(knowledge, query);
        let framework =
            |id: &str| knowledge.frameworks.iter().position(|found| found.record.id == id);
        let mut candidates: Vec<usize> = query.items(CANDIDATES).filter_map(framework).collect();
        candidates.sort_unstable();
        candidates.dedup();
        Self {
            language: query.get(FRAME_LANGUAGE).and_then(Language::from_tag),
            candidates,
            options: Options { ask: None, ..options },
        }
    }

    /// Names and values, as parameters of the frame and as attributes of the element.
    fn pairs(&self, knowledge: &Knowledge) -> Vec<(&'static str, String)> {
        let ids = |list: &[usize], id: &dyn Fn(usize) -> String| {
            list.iter().map(|index| id(*index)).collect::<Vec<_>>().join(",")
        };
        let candidates =
            ids(&self.candidates, &|index| knowledge.frameworks[index].record.id.clone());
        let questions =
            ids(&self.options.questions, &|index| knowledge.questions[index].id.clone());
        let theme = Some(self.options.theme).filter(|theme| *theme != Theme::default());
        let pairs = [
            (LANGUAGE_PARAMETER, self.language.map(Language::tag).unwrap_or_default().to_owned()),
            (THEME, theme.map(Theme::name).unwrap_or_default().to_owned()),
            (CANDIDATES, candidates),
            (QUESTIONS, questions),
        ];
        pairs.into_iter().filter(|(_, value)| !value.is_empty()).collect()
    }
}

fn main(site: &Site, knowledge: &Knowledge, choice: &Choice, service: &PublicUrl) -> Markup {
    let pairs = choice.pairs(knowledge);
    let borrowed: Vec<(&str, &str)> =
        pairs.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let address = site::address(target::FRAME, &borrowed);
    let source = service.to(&address);
    let element = element(knowledge, choice, service, &borrowed);
    let with_token = format!("{source}{IN_FRAGMENT}");
    let frame = oembed::frame(&with_token, &site.text("advisor-title"), "100%", HEIGHT);
    let frame = frame.into_string();
    html! {
        h1 { (site.text("embed-new-title")) }
        p.lead { (site.text("embed-new-lead")) }
        div.snippets {
            (form(site, knowledge, choice))
            div {
                div #snippets data-part {
                    (snippet(site, "embed-new-element", "embed-new-element-help", &element))
                    (snippet(site, "embed-new-frame", "embed-new-frame-help", &frame))
                    (snippet(site, "embed-new-link", "embed-new-link-help", &source))
                }
                div #preview data-part {
                    h2 { (site.text("embed-new-preview")) }
                    p.help #preview-counts hidden { (site.text("embed-new-preview-counts")) }
                    (preview(site, &address))
                }
            }
        }
    }
}

/// The frame as the page of another site shows it.
fn preview(site: &Site, address: &str) -> Markup {
    html! {
        iframe.preview src=(site.file(address)) title=(site.text("embed-new-preview")) sandbox=(oembed::SANDBOX)
            loading="lazy" {}
    }
}

/// A snippet to copy.
fn snippet(site: &Site, title: &str, help: &str, code: &str) -> Markup {
    html! {
        section {
            h2 { (site.text(title)) }
            p.help { (site.text(help)) }
            pre tabindex="0" aria-label=(site.text(title)) { (with_places(code)) }
            p.script-only hidden {
                button type="button" data-copy data-done=(site.text("advisor-copied")) { (site.text("embed-new-copy")) }
            }
        }
    }
}

/// A snippet with empty places for the join token, which never reaches the server. `%` stands for it.
fn with_places(code: &str) -> Markup {
    html! {
        code {
            @for piece in code.split_inclusive([IN_ATTRIBUTE, IN_FRAGMENT]) {
                @if let Some(text) = piece.strip_suffix(IN_ATTRIBUTE) {
                    (text) span data-cohort=" cohort=\"%\"" {}
                } @else if let Some(text) = piece.strip_suffix(IN_FRAGMENT) {
                    (text) span data-cohort="#cohort=%" {}
                } @else {
                    (piece)
                }
            }
        }
    }
}

/// The element and its script. Without scripts, its children are there: a link to the advisor.
fn element(
    knowledge: &Knowledge,
    choice: &Choice,
    service: &PublicUrl,
    pairs: &[(&str, &str)],
) -> String {
    let mut attributes = String::new();
    for (name, value) in pairs {
        attributes.extend([" ", name, "=\"", value, "\""]);
    }
    let first = choice.candidates.first().copied().unwrap_or_default();
    let example = knowledge.frameworks.get(first).map_or(String::new(), |found| {
        let (id, name) = (&found.record.id, &found.record.name);
        format!("  <!-- <a slot=\"{id}\" href=\"https://…\">{name}</a> -->\n")
    });
    let script = service.to(element::PATH);
    let advisor = service.to("/");
    format!(
        "<script src=\"{script}\" async></script>\n<framewise-advisor{attributes}{IN_ATTRIBUTE}>\n{example}  \
         <a href=\"{advisor}{IN_FRAGMENT}\">framewise</a>\n</framewise-advisor>"
    )
}

fn form(site: &Site, knowledge: &Knowledge, choice: &Choice) -> Markup {
    html! {
        form #options.card method="get" action=(site.file(PATH)) {
            @if site.is_chosen() { input type="hidden" name=(LANGUAGE_PARAMETER) value=(site.language().tag()); }
            div.field {
                label for="frame-language" { (site.text("embed-new-language")) }
                select #frame-language name=(FRAME_LANGUAGE) {
                    option value="" { (site.text("embed-new-language-reader")) }
                    @for language in Language::ALL {
                        option value=(language.tag()) lang=(language.tag())
                            selected[choice.language == Some(language)] { (language.own_name()) }
                    }
                }
            }
            div.field {
                label for="frame-theme" { (site.text("embed-new-theme")) }
                select #frame-theme name=(THEME) {
                    @for theme in Theme::ALL {
                        option value=(theme.name()) selected[choice.options.theme == theme] { (theme_name(site, theme)) }
                    }
                }
            }
            fieldset.field {
                legend { (site.text("embed-new-candidates")) }
                p.help { (site.text("embed-new-candidates-help")) }
                div.frameworks {
                    @for (index, framework) in knowledge.frameworks.iter().enumerate() {
                        label {
                            input type="checkbox" name=(CANDIDATES) value=(framework.record.id)
                                checked[choice.candidates.contains(&index)];
                            " " (framework.record.name)
                        }
                    }
                }
            }
            fieldset.field {
                legend { (site.text("embed-new-questions")) }
                p.help { (site.text("embed-new-questions-help")) }
                @for (index, question) in knowledge.questions.iter().enumerate() {
                    label.line {
                        input type="checkbox" name=(QUESTIONS) value=(question.id)
                            checked[choice.options.questions.contains(&index)];
                        " " (site.question(question))
                    }
                }
            }
            (join_token(site))
            button.primary type="submit" { (site.text("embed-new-update")) }
        }
    }
}

/// The field for the join token of a cohort. It has no name, so no browser sends it.
fn join_token(site: &Site) -> Markup {
    let faults = ["read_token", "mistyped", "ended"];
    let texts = ["embed-new-read-token", "embed-new-mistyped", "embed-new-ended"];
    html! {
        div.field.script-only hidden {
            label for="join-token" { (site.text("embed-new-cohort")) }
            input #join-token type="text" autocomplete="off" spellcheck="false" maxlength="200"
                aria-describedby="join-token-help join-token-fault";
            div #join-token-fault role="alert" {
                @for (fault, text) in faults.into_iter().zip(texts) {
                    p.fault data-fault=(fault) hidden { (site.text(text)) }
                }
            }
            p.help #join-token-help {
                (site.text("embed-new-cohort-help")) " "
                a href=(site.link("/cohorts")) { (site.text("cohorts-title")) }
            }
        }
    }
}

fn theme_name(site: &Site, theme: Theme) -> String {
    let text = match theme {
        Theme::Auto => site.text("embed-theme-auto"),
        Theme::Light => site.text("embed-theme-light"),
        Theme::Dark => site.text("embed-theme-dark"),
    };
    text.into_owned()
}
