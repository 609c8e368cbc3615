//! Enumerations of the model in the API description. Each schema is generated from the type of the model, so
//! that names and descriptions are defined once.

use std::borrow::Cow;

use framewise_model::audit::proofs;
use framewise_model::knowledge::format;
use framewise_model::knowledge::releases::entry;
use framewise_model::request;
use schemars::{JsonSchema, schema_for};
use serde_json::Value;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

/// Declares the schema of an enumeration of the model under a name of the API.
macro_rules! describe {
    ($($name:ident = $type:ty;)*) => {$(
        #[doc = concat!("Schema of [`", stringify!($type), "`].")]
        #[derive(Debug)]
        pub struct $name;

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                enumeration::<$type>()
            }
        }

        impl ToSchema for $name {
            fn name() -> Cow<'static, str> {
                Cow::Borrowed(stringify!($name))
            }
        }
    )*};
}

describe! {
    Better = format::Better;
    ClaimKind = format::ClaimKind;
    Detail = request::Detail;
    Dominance = proofs::Dominance;
    EntryKind = entry::Kind;
    FrameworkKind = format::FrameworkKind;
    Grade = format::Grade;
    Interface = format::Interface;
    SourceKind = format::SourceKind;
    Support = format::Support;
    Verdict = format::Verdict;
}

/// A string with the values of `T`: schemars lists each as a constant.
fn enumeration<T: JsonSchema>() -> RefOr<Schema> {
    let schema = schema_for!(T).to_value();
    let mut values = Vec::new();
    collect_constants(&schema, &mut values);
    ObjectBuilder::new()
        .schema_type(Type::String)
        .description(schema["description"].as_str())
        .enum_values(Some(values))
        .into()
}

fn collect_constants(schema: &Value, values: &mut Vec<String>) {
    let listed = schema["enum"].as_array().into_iter().flatten();
    values.extend(listed.chain(schema.get("const")).filter_map(Value::as_str).map(str::to_owned));
    for variant in schema["oneOf"].as_array().into_iter().flatten() {
        collect_constants(variant, values);
    }
}
