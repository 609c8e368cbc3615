//! Rules about claims.

use super::common::{check_day, check_resolves, check_unique};
use super::fault::Fault;
use super::folder::Folder;
use crate::knowledge::format::{Claim, Verdict};

pub(super) fn check(folder: &Folder, faults: &mut Vec<Fault>) {
    let criteria = folder.criterion_ids();
    let sources = folder.source_ids();
    for record in folder.records() {
        let file = record.file;
        let ids = record.claims.iter().map(|c| c.id.as_str());
        check_unique(file, "claims", ids, faults);
        for claim in record.claims {
            let key = format!("claims[{}]", claim.id);
            // The prefix keeps ids of different frameworks apart without a look at all files.
            if !claim.id.starts_with(&format!("{}-", record.id)) {
                let advice = format!("begin the id with `{}-`", record.id);
                faults.push(Fault::new(file, &key, "claim-prefix", advice));
            }
            if let Some(criterion) = &claim.criterion {
                let place = format!("{key}.criterion");
                check_resolves(file, &place, criterion, criteria.as_deref(), faults);
            }
            let place = format!("{key}.sources");
            for source in &claim.sources {
                check_resolves(file, &place, source, sources.as_deref(), faults);
            }
            let place = format!("{key}.counter_evidence");
            for counter in &claim.counter_evidence {
                check_resolves(file, &place, &counter.source, sources.as_deref(), faults);
            }
            check_day(file, &format!("{key}.verified_on"), &claim.verified_on, faults);
            check_verdict(file, &place, claim, faults);
        }
    }
}

/// A verdict other than `supported` shows its evidence, and evidence shows in the verdict.
fn check_verdict(file: &str, key: &str, claim: &Claim, faults: &mut Vec<Fault>) {
    let supported = claim.verdict == Verdict::Supported;
    if supported != claim.counter_evidence.is_empty() {
        let advice = if supported {
            "a claim with counter-evidence is not `supported`; change the verdict"
        } else {
            "say what speaks against the claim, with its source"
        };
        faults.push(Fault::new(file, key, "counter-evidence", advice));
    }
}
