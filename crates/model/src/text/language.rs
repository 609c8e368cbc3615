//! Whether a text is English, by the words of grammar in it: English texts have many of these, and texts in
//! other languages have other ones. Of a text that is not, `understand` returns a note and no answers.

use super::words::Words;

/// How many words of another language's grammar make a text foreign at least.
const LEAST_FOREIGN: usize = 2;

/// How many words a text without any grammar must have to be foreign.
const LEAST_WORDS: usize = 8;

/// The share of words in phrases of the lexicon below which a text without any grammar is foreign: 1 of this.
const ONE_UNDERSTOOD_OF: usize = 5;

/// Whether a text is not English. `understood` is the number of its words in phrases of the lexicon, since
/// a list of English terms has no grammar.
pub(super) fn is_foreign(words: &Words, understood: usize) -> bool {
    let Words { english, foreign, total, .. } = *words;
    (foreign >= LEAST_FOREIGN && foreign > english + understood)
        || (english == 0 && total >= LEAST_WORDS && understood * ONE_UNDERSTOOD_OF < total)
}
