//! What a problem says about its request, besides the faults that the model finds.

use framewise_model::sentences;

sentences! {
    /// What went wrong this time.
    pub enum Detail {
        Unknown { noun, given } "detail-unknown" "There is no {noun} {given}."
        Meant { noun, given, meant } "detail-meant" "There is no {noun} {given}. Did you mean {meant}?"
        Nothing {} "detail-nothing" "There is nothing at this address."
        NoSlash { path } "detail-no-slash" "There is nothing at this address. {path} has no slash at the end."
        OtherPath { path } "detail-other-path" "There is nothing at this address. Did you mean {path}?"
        Methods { methods } "detail-methods" "This address supports {methods}."
        MediaTypes { types } "detail-media-types" "This address has the media types {types}."
        Faults { count } "detail-faults" "The request has {count} faults."
        EmptyBody {} "detail-empty-body" "The body is empty. Send {{}} for a request without answers."
        Json { line, column, fault } "detail-json" "Line {line}, column {column}: {fault}."
        LargeBody { bytes } "detail-large-body" "The limit is {bytes} bytes."
        LongAddress { bytes, length } "detail-long-address" "The limit is {bytes} bytes; this one has {length}."
        Busy {} "detail-busy" "The service is busy with other requests."
        Slow {} "detail-slow" "The response took too long."
        Query {} "detail-query" "The query string cannot be decoded to UTF-8."
        Parameter { given } "detail-parameter" "there is no parameter {given}"
        Twice { given } "detail-twice" "the parameter {given} occurs twice"
        Include { given } "detail-include" "{given} cannot be included"
        Frameworks { min, max } "detail-frameworks" "name {min} to {max} frameworks, separated by commas"
    }
}
